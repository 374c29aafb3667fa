#include "services/replay/exporters/HttpExporter.h"

#include "services/auth/ApiFailure.h"
#include "services/net/HttpClient.h"
#include "services/replay/exporters/BodyForm.h"
#include "services/replay/exporters/HttpAnswers.h"
#include "services/replay/exporters/SignedCall.h"

namespace spanglass {

namespace {

constexpr qint64 MostAnswerBytes = 4 << 20;

} // namespace

class HttpExporter::Call final : public SignedCall {
public:
    using SignedCall::SignedCall;

private:
    void transmit() override {
        HttpRequest request;
        request.method = "POST";
        request.url = group().route.url(parcel().signal);
        request.body = parcel().body;
        request.deadline = group().access.deadline;
        request.retry = RetryRule::never();
        request.maxBody = MostAnswerBytes;
        setFields(request);
        const auto self = std::static_pointer_cast<Call>(shared_from_this());
        request.abandoned = [self] { return self->group().isAbandoned(); };
        request.answered = [self](const HttpResult& result) { self->answered(result); };
        group().ports.http.send(std::move(request));
    }

    void setFields(HttpRequest& request) const {
        request.fields = group().route.fields(parcel().signal);
        request.fields.push_back({"content-type", std::string(contentType(form()))});
        if (group().route.target().gzip)
            request.fields.push_back({"content-encoding", "gzip"});
        request.authorization = Secret(token().authorization());
        for (const TargetHeader& header : group().access.headers) {
            if (header.name.compare(QLatin1String("authorization"), Qt::CaseInsensitive) != 0)
                request.fields.push_back({header.name.toLower().toStdString(), header.value.reveal().toStdString()});
            else if (!group().access.tokens)
                request.authorization = header.value;
        }
    }

    void answered(const HttpResult& result) {
        if (!result)
            return land(readFailure(result.error()));
        ExportAnswer answer = readAnswer(*result,
            {group().route, parcel().signal, token().facts, group().secretsWith(token()), group().ports.now()});
        if (refusesToken(*result))
            tokenRefused(std::move(answer));
        else
            land(std::move(answer));
    }
};

HttpExporter::HttpExporter(AuthPorts ports, TargetRoute route, TargetAccess access)
    : m_group(std::make_shared<CallGroup>(std::move(ports), std::move(route), std::move(access))) { }

HttpExporter::~HttpExporter() {
    m_group->abandon();
    m_group->waitForAll();
}

bool HttpExporter::takes(Signal signal) const { return m_group->route.takes(signal); }

void HttpExporter::send(Parcel parcel, Done done) {
    const PayloadFormat form = m_group->route.form();
    std::make_shared<Call>(m_group, std::move(parcel), form, m_group->route.target().gzip, std::move(done))->start();
}

void HttpExporter::abandon() { m_group->abandon(); }

} // namespace spanglass
