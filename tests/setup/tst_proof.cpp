// A test trace followed through the practice workspace, and every way in which it can be lost there.
#include "tests/setup/ProofBench.h"

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace spanglass;
using namespace spanglass::test;

namespace {

using State = ProofHopReport::State;

std::optional<ProofHop> firstFailed(const ProofReport& report) {
    const ProofHopReport* failed = report.firstFailure();
    return failed ? std::optional(failed->hop) : std::nullopt;
}

} // namespace

class TestProof : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void aTraceThatArrivesPassesEveryHop_data() {
        QTest::addColumn<int>("form");
        QTest::newRow("table prefix") << static_cast<int>(TraceTableForm::TablePrefix);
        QTest::newRow("schema-linked") << static_cast<int>(TraceTableForm::SchemaLinked);
    }
    void aTraceThatArrivesPassesEveryHop() {
        QFETCH(int, form);
        ProofBench bench;
        const ProofReport report = bench.prove(bench.bind(static_cast<TraceTableForm>(form)));
        QVERIFY2(report.isProved(), qPrintable(failureOf(report)));
        for (const ProofHopReport& each : report.hops)
            QCOMPARE(each.state, State::Passed);
        QVERIFY(hop(report, ProofHop::Accepted).evidence.startsWith("HTTP 200, request id "_L1));
        QVERIFY(hop(report, ProofHop::InTable).evidence.startsWith("3 rows in main.default."_L1));
    }

    void eachHopTellsWhenItWasPassed() {
        ProofBench bench;
        const ProofReport report = bench.prove(bench.bind());
        Nanos before{};
        for (const ProofHopReport& each : report.hops) {
            QVERIFY(each.sinceSent > before);
            before = each.sinceSent;
        }
    }

    void whatIsDoneIsToldHopByHop() {
        ProofBench bench;
        bench.prove(bench.bind());
        QCOMPARE(bench.told.first().hops[0].state, State::Looking);
        QCOMPARE(bench.told.first().hops[1].state, State::Waiting);
        QVERIFY(std::ranges::any_of(bench.told, [](const ProofReport& each) {
            return each.hops[0].state == State::Passed && each.hops[1].state == State::Looking;
        }));
    }

    void theTraceIsARootWithChildrenThatAreMarkedAsATest() {
        ProofBench bench;
        const ProofReport report = bench.prove(bench.bind());
        const SqlTable rows
            = bench.sql(u"SELECT count(*), count_if(coalesce(parent_span_id, '') = ''), "
                        "count_if(attributes:['spanglass.probe']::boolean) FROM %1 WHERE trace_id = '%2'"_s.arg(
                            report.spansTable, report.traceId));
        QCOMPARE(rows.text(0, 0), u"3"_s);
        QCOMPARE(rows.text(0, 1), u"1"_s);
        QCOMPARE(rows.text(0, 2), u"3"_s);
    }

    void whereTheExperimentSaysTheTracesGoCountsMoreThanThePlan() {
        ProofBench bench;
        SetupPlan plan = bench.bind();
        plan.tablePrefix = u"elsewhere"_s;
        const ProofReport report = bench.prove(plan);
        QVERIFY2(report.isProved(), qPrintable(failureOf(report)));
        QCOMPARE(report.spansTable, u"main.default.proof_otel_spans"_s);
    }

    void theTableOfABusyWorkspaceHidesNothing() {
        ProofBench bench;
        const SetupPlan plan = bench.bind();
        bench.sendOthers(150, Nanos{600'000'000'000});
        const ProofReport report = bench.prove(plan, 2s);
        QVERIFY2(report.isProved(), qPrintable(failureOf(report)));
        QVERIFY(hop(report, ProofHop::InExperiment).evidence.startsWith("The experiment's trace search"_L1));
    }

    void aPersonalAccessTokenIsRefusedByName() {
        ProofBench bench({u"pat-on-otlp-401"_s});
        const ProofReport report = bench.prove(bench.bind());
        QCOMPARE(firstFailed(report), ProofHop::Accepted);
        QCOMPARE(report.firstFailure()->problem->code, ErrorCode::NeedsSignIn);
        QVERIFY2(failureOf(report).contains("personal access token"_L1), qPrintable(failureOf(report)));
        QVERIFY(failureOf(report).contains("OAuth"_L1));
        QVERIFY(report.firstFailure()->evidence.contains("401"_L1));
        QCOMPARE(hop(report, ProofHop::InExperiment).state, State::Skipped);
        QVERIFY(!report.isProved());
    }

    void anOAuthTokenIsTakenWhereAPersonalOneIsNot() {
        ProofBench bench({u"pat-on-otlp-401"_s}, ConnectedWorkspace::SignIn::ServicePrincipal);
        const SetupPlan plan = bench.bind();
        bench.admitMachine(plan, u"SELECT, MODIFY"_s);
        const ProofReport report = bench.prove(plan);
        QVERIFY2(report.isProved(), qPrintable(failureOf(report)));
    }

    void aMissingGrantIsNamedWithTheStatements() {
        ProofBench bench({}, ConnectedWorkspace::SignIn::ServicePrincipal);
        const SetupPlan plan = bench.bind();
        bench.admitMachine(plan, u"SELECT"_s);
        const ProofReport report = bench.prove(plan);
        QCOMPARE(firstFailed(report), ProofHop::Accepted);
        QCOMPARE(report.firstFailure()->problem->code, ErrorCode::NotAllowed);
        const QString said = failureOf(report);
        QVERIFY2(said.contains("MODIFY permission on table main.default.proof_otel_spans"_L1), qPrintable(said));
        QVERIFY2(said.contains(u"GRANT SELECT, MODIFY ON TABLE main.default.proof_otel_spans TO `%1`;"_s.arg(
                     bench.workspace.settings().clientId)),
            qPrintable(said));
    }

    void allPrivilegesAreNotEnough() {
        ProofBench bench({}, ConnectedWorkspace::SignIn::ServicePrincipal);
        const SetupPlan plan = bench.bind();
        bench.admitMachine(plan, u"ALL PRIVILEGES"_s);
        const ProofReport report = bench.prove(plan);
        QCOMPARE(firstFailed(report), ProofHop::Accepted);
        QVERIFY(failureOf(report).contains("ALL PRIVILEGES is not enough"_L1));
    }

    void aSenderWithoutAnyRightIsGivenAllStatements() {
        ProofBench bench({}, ConnectedWorkspace::SignIn::ServicePrincipal);
        const ProofReport report = bench.prove(bench.bind());
        QCOMPARE(firstFailed(report), ProofHop::Accepted);
        QVERIFY2(failureOf(report).contains("GRANT USE CATALOG ON CATALOG main TO"_L1), qPrintable(failureOf(report)));
        QVERIFY(failureOf(report).contains("GRANT USE SCHEMA ON SCHEMA main.default TO"_L1));
    }

    void aTableThatIsNotThereIsTold() {
        ProofBench bench;
        const ProofReport report = bench.prove(ProofBench::planned(TraceTableForm::TablePrefix));
        QCOMPARE(firstFailed(report), ProofHop::Accepted);
        QCOMPARE(report.firstFailure()->problem->code, ErrorCode::NotFound);
        QVERIFY2(failureOf(report).contains("proof_otel_spans is not there, or the sender may not see it"_L1),
            qPrintable(failureOf(report)));
    }

    void aTableThatTheSearchMayNotReadIsTold() {
        ProofBench bench({}, ConnectedWorkspace::SignIn::ServicePrincipal);
        const SetupPlan plan = bench.bind();
        bench.admitMachine(plan, u"SELECT, MODIFY"_s, {u"spans"_s});
        const ProofReport report = bench.prove(plan);
        QCOMPARE(firstFailed(report), ProofHop::InExperiment);
        QVERIFY2(failureOf(report).contains("SELECT on each of the trace tables"_L1), qPrintable(failureOf(report)));
    }

    void columnsThatATableLacksAreNamed() {
        ProofBench bench({u"schema-missing-fields"_s});
        const ProofReport report = bench.prove(bench.bind());
        QCOMPARE(firstFailed(report), ProofHop::Accepted);
        QVERIFY2(failureOf(report).contains("lacks columns"_L1) && failureOf(report).contains("flags"_L1),
            qPrintable(failureOf(report)));
    }

    void storageThatCannotBeReadIsToldInItsOwnWords() {
        ProofBench bench;
        const SetupPlan plan = bench.bind();
        QVERIFY(bench.workspace.practice().setFault(u"storage-denied"_s, true));
        const ProofReport report = bench.prove(plan);
        QCOMPARE(hop(report, ProofHop::Accepted).state, State::Passed);
        QCOMPARE(firstFailed(report), ProofHop::InTable);
        QVERIFY2(failureOf(report).contains("file-scan-node-base"_L1), qPrintable(failureOf(report)));
    }

    void yesWithoutARowIsToldApartFromDelay() {
        ProofBench bench;
        SetupPlan plan = ProofBench::planned(TraceTableForm::TablePrefix);
        plan.catalog = u"workspace"_s;
        plan.experimentId = bench.workspace.client().makeExperiment(plan.experimentName);
        bench.asAdmin(ddl(u"workspace.default.proof_otel_spans"_s, TableShape::Generation::V2));
        const ProofReport report = bench.prove(plan, 300ms);
        QCOMPARE(hop(report, ProofHop::Accepted).state, State::Passed);
        QCOMPARE(firstFailed(report), ProofHop::InTable);
        QVERIFY2(failureOf(report).contains("answered yes, and after 300 ms there is no row"_L1),
            qPrintable(failureOf(report)));
        QVERIFY(failureOf(report).contains("catalog workspace names no storage"_L1));
    }

    void aRootThatGotAParentOnTheWayIsNamed() {
        ProofBench bench({u"no-root-span"_s});
        const ProofReport report = bench.prove(bench.bind());
        QCOMPARE(hop(report, ProofHop::InTable).state, State::Passed);
        QCOMPARE(firstFailed(report), ProofHop::Readable);
        QVERIFY2(failureOf(report).contains("OTEL_PROPAGATORS=none"_L1), qPrintable(failureOf(report)));
    }

    void damagedTypesAreNamed() {
        ProofBench bench;
        const SetupPlan plan = bench.bind();
        QVERIFY(bench.workspace.practice().setFault(u"incomplete-complex-type"_s, true));
        const ProofReport report = bench.prove(plan);
        QVERIFY(firstFailed(report) == ProofHop::InTable || firstFailed(report) == ProofHop::Readable);
        QVERIFY2(failureOf(report).contains("ncomplete complex type"_L1), qPrintable(failureOf(report)));
    }

    void aWarehouseThatAnswersInArrowOnlyIsNamed() {
        ProofBench bench({u"inline-needs-arrow"_s});
        const ProofReport report = bench.prove(bench.bind());
        QCOMPARE(firstFailed(report), ProofHop::InTable);
        QVERIFY2(failureOf(report).contains("ARROW_STREAM"_L1), qPrintable(failureOf(report)));
    }

    void anExperimentThatIsNotBoundDoesNotShowIt() {
        ProofBench bench;
        bench.bind();
        SetupPlan other = ProofBench::planned(TraceTableForm::TablePrefix);
        other.experimentName = u"/Shared/unbound"_s;
        other.experimentId = bench.workspace.client().makeExperiment(other.experimentName);
        const ProofReport report = bench.prove(other);
        QCOMPARE(firstFailed(report), ProofHop::InExperiment);
        QVERIFY2(failureOf(report).contains("not bound to that table"_L1), qPrintable(failureOf(report)));
        QVERIFY(failureOf(report).contains("the page \"Catalog and schema\""_L1));
    }

    void withoutATableThereIsNothingToSendTo() {
        ProofBench bench;
        SetupPlan plan = SetupBench::plan();
        plan.schema.clear();
        const ProofReport report = bench.prove(plan);
        QCOMPARE(firstFailed(report), ProofHop::Accepted);
        QVERIFY(failureOf(report).contains("not known yet"_L1));
        QCOMPARE(bench.workspace.sent("POST", u"/otel/"_s), 0);
    }

    void givingUpEndsItWithoutAFailure() {
        ProofBench bench;
        const SetupPlan plan = bench.bind();
        bench.isCancelled = [&bench] {
            return std::ranges::any_of(
                bench.told, [](const ProofReport& each) { return each.hops[1].state == State::Looking; });
        };
        const ProofReport report = bench.prove(plan);
        QVERIFY(!report.firstFailure());
        QVERIFY(!report.isProved());
        QCOMPARE(hop(report, ProofHop::Readable).state, State::Waiting);
    }
};

QTEST_GUILESS_MAIN(TestProof)
#include "tst_proof.moc"
