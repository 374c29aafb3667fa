#include "services/core/SetupNames.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

class TestSetupNames : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void pathsOfTheWorkspaceAreGoodNames() {
        for (const auto& name : {u"/Shared/agents"_s, u"/Users/ann@x.test/a b"_s, u"/top"_s, u"/Workspace/Shared/x"_s})
            QVERIFY2(experimentNameProblem(name).isEmpty(), qPrintable(name));
    }
    void aRelativeNameIsAnsweredWithAnAbsoluteOne() {
        QVERIFY(experimentNameProblem(u"agents"_s).contains(u"/Shared/agents"_s));
    }
    void eachWrongNameIsToldWhy() {
        QVERIFY(experimentNameProblem({}).contains(u"needs a name"_s));
        QVERIFY(experimentNameProblem(u"/Shared/"_s).contains(u"slash"_s));
        QVERIFY(experimentNameProblem(u"/Shared//x"_s).contains(u"two slashes"_s));
        QVERIFY(experimentNameProblem(u"/Shared/../x"_s).contains(u"\"..\""_s));
        QVERIFY(experimentNameProblem(u"/Shared/x "_s).contains(u"blank"_s));
        QVERIFY(experimentNameProblem(u"/Shared"_s).contains(u"folder"_s));
        QVERIFY(experimentNameProblem(u"/Shared/a\nb"_s).contains(u"cannot be seen"_s));
        QVERIFY(experimentNameProblem(u"/Shared/"_s + QString(2'000, u'x')).contains(u"longer"_s));
    }
    void theWorkspaceInFrontOfAPathChangesNothing() {
        QVERIFY(experimentNameProblem(u"/Workspace/Shared"_s).contains(u"folder"_s));
        QVERIFY(experimentNameProblem(u"/Workspace"_s).contains(u"folder"_s));
        QVERIFY(experimentNameProblem(u"/Workspace/Repos/ann/x"_s).contains(u"Git folders"_s));
        QVERIFY(experimentNameProblem(u"/Repos/ann/x"_s).contains(u"Git folders"_s));
        QVERIFY(experimentNameProblem(u"/Workspace/Users/ann@x.test"_s).contains(u"user's folder"_s));
        QVERIFY(experimentNameProblem(u"/Users/ann@x.test"_s).contains(u"user's folder"_s));
    }
    void namesOfCatalogsCannotHoldSeparators() {
        QVERIFY(catalogNameProblem(u"agent_traces"_s).isEmpty());
        QVERIFY(catalogNameProblem(u"agent-traces"_s).isEmpty());
        for (const auto& name : {u""_s, u"a.b"_s, u"a b"_s, u"a/b"_s, QString(256, u'a')})
            QVERIFY2(!catalogNameProblem(name).isEmpty(), qPrintable(name));
    }
    void prefixesHoldLettersDigitsAndUnderscores() {
        QVERIFY(tablePrefixProblem({}).isEmpty());
        QVERIFY(tablePrefixProblem(u"agents_2"_s).isEmpty());
        for (const auto& prefix : {u"a-b"_s, u"a.b"_s, u"a\n"_s, QString(239, u'a')})
            QVERIFY2(!tablePrefixProblem(prefix).isEmpty(), qPrintable(prefix));
    }
    void theFolderIsWhatStandsBeforeTheLastSlash() {
        QCOMPARE(experimentFolder(u"/Shared/team/x"_s), u"/Shared/team"_s);
        QCOMPARE(experimentFolder(u"/x"_s), u"/"_s);
    }
    void namesBesideATakenOneCountOn() {
        QCOMPARE(nextExperimentName(u"/Shared/agents"_s), u"/Shared/agents-2"_s);
        QCOMPARE(nextExperimentName(u"/Shared/agents-2"_s), u"/Shared/agents-3"_s);
    }
};

QTEST_GUILESS_MAIN(TestSetupNames)
#include "tst_setup_names.moc"
