#include "app/diagnostics/DoctorVerb.h"

#include "app/Network.h"
#include "app/diagnostics/DiagnosticsParts.h"
#include "app/diagnostics/DoctorSubject.h"
#include "app/diagnostics/DoctorText.h"
#include "app/diagnostics/FollowPorts.h"
#include "app/workspace/WorkspaceLink.h"
#include "services/auth/WhenDone.h"
#include "services/diagnostics/AllChecks.h"
#include "services/diagnostics/CheckRun.h"
#include "services/diagnostics/report/DiagnosisFiles.h"
#include "services/diagnostics/report/DiagnosisJson.h"
#include "services/diagnostics/report/Samples.h"

#include <QJsonDocument>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

class Doctor {
public:
    Doctor(const DoctorCommand& command, const DoctorScene& scene, VerbIo& io)
        : m_command(command)
        , m_scene(scene)
        , m_io(io) { }

    int go() {
        auto read = doctorSubject(m_command);
        if (!read)
            return fail(m_io, read.error());
        m_subject = read->subject;
        if (const auto linked = link(*read); !linked)
            return fail(m_io, linked.error());
        const DiagnosisReport report = look();
        const auto way = m_command.trace ? std::optional(follow()) : std::nullopt;
        if (m_io.isCancelled())
            return fail(m_io, {ErrorCode::Cancelled, u"The diagnosis was stopped."_s, {}});
        print(Scrubber().clean(report), way);
        if (!m_command.report.isEmpty())
            if (const auto done
                = writeDiagnosis(diagnosisFiles(report, programName(), Scrubber()), report.started, m_command.report);
                !done)
                return fail(m_io, done.error());
        return doctorStatus(report, way);
    }

private:
    /// The connection to ask. None is named: only the app's side and the program are looked at.
    Result<> link(const DoctorSubject& wanted) {
        if (wanted.profile.isEmpty() && wanted.host.isEmpty())
            return {};
        auto link = wanted.profile.isEmpty() ? WorkspaceLink::openHost(wanted.host, m_scene.network, m_io)
                                             : WorkspaceLink::open(wanted.profile, m_scene.network, m_io);
        if (!link)
            return std::unexpected(link.error());
        m_link = *std::move(link);
        const ConnectionSettings& settings = m_link->api()->connection();
        m_subject.connectionId = settings.id;
        m_subject.plan.connectionId = settings.id;
        m_subject.plan.host = settings.host;
        return {};
    }

    CheckPorts ports() {
        DiagnosticsParts parts{.auth = {.http = m_scene.network.http(), .thread = m_scene.network.thread()},
            .connection =
                [this](const QString&) {
                    Connection connection;
                    connection.settings = m_link->api()->connection();
                    return std::optional(connection);
                },
            .client = [this](const QString&) { return readyFuture(Result<CheckPorts::Api>(m_link->api())); },
            .program = [this] { return m_scene.facts; },
            .store = m_scene.store};
        return portsFor(parts, m_subject);
    }

    DiagnosisReport look() {
        const CheckList checks = allChecks();
        DiagnosisReport report = CheckRun(checks, m_subject, {})
                                     .run(
                                         ports(), [this] { return m_io.isCancelled(); }, [](const DiagnosisReport&) {},
                                         [this](const QString& doing) { m_io.progress(doing); });
        if (m_scene.store)
            report.samples = sampleSpans(*m_scene.store, [this] { return m_io.isCancelled(); });
        return report;
    }

    TraceWay follow() {
        m_io.progress(u"Following the trace"_s);
        CheckContext context(
            m_subject, ports(), [this] { return m_io.isCancelled(); },
            [this](const QString& doing) { m_io.progress(doing); });
        return followTrace(*m_command.trace, followPorts(context, *m_command.trace), [](const TraceWay&) {});
    }

    void print(const DiagnosisReport& report, const std::optional<TraceWay>& way) {
        if (!m_command.json) {
            m_io.write((doctorText(report) + (way ? followedText(*way) : QString())).toUtf8());
            return;
        }
        QJsonObject object = diagnosisJson(report);
        if (way)
            object[u"way"_s] = wayJson(*way);
        const QByteArray line = QJsonDocument(object).toJson(QJsonDocument::Compact) + '\n';
        m_io.write(line);
    }

    const DoctorCommand& m_command;
    const DoctorScene& m_scene;
    VerbIo& m_io;
    std::unique_ptr<WorkspaceLink> m_link;
    DiagnosisSubject m_subject;
};

} // namespace

int runDoctor(const DoctorCommand& command, const DoctorScene& scene, VerbIo& io) {
    return Doctor(command, scene, io).go();
}

} // namespace spanglass
