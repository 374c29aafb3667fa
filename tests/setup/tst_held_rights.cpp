#include "services/setup/rights/HeldRights.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

using How = HeldRight::How;

GuardedObject table(const QList<Privilege>& granted, const QString& owner = {}) {
    return {SecurableKind::Table, u"main.traces.x"_s, owner, granted};
}

How how(const GuardedObject& object) { return heldRight(object, u"SELECT"_s, u"ann@x.test"_s, {u"ml"_s}).how; }

} // namespace

class TestHeldRights : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aGrantByNameCounts() { QCOMPARE(how(table({{u"Ann@x.test"_s, u"SELECT"_s, {}}})), How::Named); }
    void aGrantToAGroupCounts() {
        const auto right = heldRight(table({{u"ml"_s, u"SELECT"_s, {}}}), u"SELECT"_s, u"ann@x.test"_s, {u"ml"_s});
        QCOMPARE(right.how, How::Named);
        QCOMPARE(right.sentence(), u"Granted by name through the group ml."_s);
    }
    void aGrantToEverybodyCounts() { QCOMPARE(how(table({{u"account users"_s, u"SELECT"_s, {}}})), How::Named); }
    void whatIsInheritedSaysWhereFrom() {
        const auto right = heldRight(
            table({{u"ann@x.test"_s, u"SELECT"_s, u"SCHEMA main.traces"_s}}), u"SELECT"_s, u"ann@x.test"_s, {});
        QCOMPARE(right.how, How::Inherited);
        QCOMPARE(right.sentence(), u"Inherited from SCHEMA main.traces."_s);
    }
    void allPrivilegesIsToldApart() {
        QCOMPARE(how(table({{u"ann@x.test"_s, u"ALL_PRIVILEGES"_s, u"CATALOG main"_s}})), How::All);
    }
    void theBestOfSeveralIsTaken() {
        QCOMPARE(how(table({{u"ann@x.test"_s, u"ALL_PRIVILEGES"_s, {}}, {u"ml"_s, u"SELECT"_s, {}}})), How::Named);
    }
    void theOwnerIsKnown() {
        QCOMPARE(how(table({}, u"ann@x.test"_s)), How::Owner);
        QCOMPARE(how(table({}, u"ml"_s)), How::Owner);
    }
    void othersRightsAreNotTheirs() {
        QCOMPARE(how(table({{u"bob@x.test"_s, u"SELECT"_s, {}}}, u"bob@x.test"_s)), How::Missing);
        QCOMPARE(how(table({{u"ann@x.test"_s, u"MODIFY"_s, {}}})), How::Missing);
    }
    void grantsThatMayNotBeReadAreUnknown() {
        QCOMPARE(how({SecurableKind::Table, u"main.traces.x"_s, {}, std::nullopt}), How::Unknown);
    }
    void statementsQuoteWhatNeedsIt() {
        const GuardedObject odd{SecurableKind::Table, u"main.my-traces.2610_otel_spans"_s, {}};
        QCOMPARE(grantStatement({u"SELECT"_s, u"MODIFY"_s}, odd, u"a`b"_s),
            u"GRANT SELECT, MODIFY ON TABLE main.`my-traces`.`2610_otel_spans` TO `a``b`"_s);
        QCOMPARE(grantStatement({u"USE_CATALOG"_s}, {SecurableKind::Catalog, u"main"_s, {}}, u"ml"_s),
            u"GRANT USE CATALOG ON CATALOG main TO `ml`"_s);
    }
};

QTEST_GUILESS_MAIN(TestHeldRights)
#include "tst_held_rights.moc"
