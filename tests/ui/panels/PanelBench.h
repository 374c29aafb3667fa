#pragma once

#include "services/core/TracePlace.h"
#include "tests/support/FakeReceiver.h"
#include "tests/support/FakeTraceList.h"

#include <QSettings>
#include <QTemporaryDir>

namespace spanglass::test {

/// What both panels stand on: a list of traces, a store, a receiver and empty settings.
struct PanelBench {
    QTemporaryDir dir;
    QSettings settings{dir.filePath(QStringLiteral("panels.ini")), QSettings::IniFormat};
    FakeTraceList list;
    FakeStore store;
    FakeReceiver receiver;

    PanelBench() { store.list = &list; }

    TracePlace place() {
        return {QStringLiteral("local"), QStringLiteral("Local store"), list, store, &store, &receiver};
    }

    /// Traces of a small shop, the newest a few seconds old.
    void fill(int traces) {
        using namespace Qt::StringLiterals;
        const QStringList names{
            u"GET /cart/{id}"_s, u"agent.run"_s, u"POST /checkout"_s, u"retrieve documents"_s, u"nightly import"_s};
        const QStringList services{u"storefront"_s, u"assistant"_s, u"checkout"_s, u"search"_s, u"importer"_s};
        const UnixNanos now = UnixNanos::now();
        for (int i = 0; i < traces; ++i) {
            const auto age = static_cast<std::uint64_t>(traces - i) * 7'300'000'000ull;
            const Nanos duration{1'000'000ll * (1 + (i * 7919) % 977) * (i % 5 == 4 ? 40 : 1)};
            TraceSummary& row = list.add(names[i % 5], services[i % 5], UnixNanos{now.value - age}, duration,
                std::uint32_t(3 + (i * 31) % 240), i % 9 == 2 ? std::uint32_t(1 + i % 3) : 0);
            if (i % 3 == 0)
                row.services << u"payments"_s << u"ledger"_s;
            row.rootMissing = i % 23 == 7;
            store.now.spans += row.spans;
        }
        store.now.traces = std::uint64_t(traces);
        store.now.bytes = 734'003'200;
        store.now.logs = 1'204;
        store.now.metricPoints = 88'310;
        store.now.file = u"/home/ada/.local/share/spanglass/traces.duckdb"_s;
    }

    /// What a receiver tells that has been at work for a while.
    void send() {
        using namespace Qt::StringLiterals;
        ReceiverSnapshot& now = receiver.now;
        now.requests = 18'244;
        now.spans = 1'284'512;
        now.logs = 1'204;
        now.metricPoints = 88'310;
        now.bytes = 734'003'200;
        now.spansPerSecond = 4'812;
        now.bytesPerSecond = 2'730'000;
        now.commitLatencyMedian = {3'420'000};
        now.commitLatencyP99 = {18'900'000};
        now.queuedBytes = 184'320;
        now.connections = 6;
        const UnixNanos t = UnixNanos::now();
        now.senders = {{u"storefront"_s, u"nodejs 2.8.0"_s, u"OTel-OTLP-Exporter-JavaScript/0.223.1"_s, Transport::Http,
                           t, 9'120, 640'112, 310'000'000},
            {u"assistant"_s, u"python 1.45.2"_s, u"OTel-OTLP-Exporter-Python/1.45.2"_s, Transport::Http, t, 6'210,
                410'933, 389'000'000},
            {u"checkout"_s, u"go 1.38.0"_s, u"OTel OTLP Exporter Go/1.38.0 grpc-go/1.75.0"_s, Transport::Grpc, t, 2'914,
                233'467, 35'000'000}};
        refuse(Refusal::TracesPathMissing, 14, u"POST / from 127.0.0.1:51512, python-requests/2.32"_s);
        refuse(
            Refusal::IdInBase64, 3, u"resourceSpans[0].scopeSpans[0].spans[4].traceId: \"W47/95gDgQPSacYbkPuwsA==\""_s);
        refuse(Refusal::Duplicate, 211, u"5b8efff798038103d269b633813fc60c / eee19b7ec3c1b174"_s);
        refuse(Refusal::InvalidUtf8, 2, u"attribute http.request.header.cookie"_s);
        Q_EMIT receiver.changed();
    }

    void refuse(Refusal refusal, std::uint64_t count, const QString& example) {
        receiver.now.refusals[static_cast<std::size_t>(refusal)] = {count, UnixNanos::now(), example};
    }
};

} // namespace spanglass::test
