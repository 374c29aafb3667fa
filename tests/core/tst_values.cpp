#include "services/core/Batch.h"
#include "services/core/Error.h"
#include "services/core/Refusal.h"
#include "services/core/Secret.h"

#include <QTest>

#include <cmath>
#include <set>
#include <string>

using namespace spanglass;

class TestValues : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void valuesCompareByTypeAndContent() {
        QVERIFY(Value::integer(1) == Value::integer(1));
        QVERIFY(!(Value::integer(1) == Value::real(1)));
        QVERIFY(!(Value::string("a") == Value::bytes("a")));
        QVERIFY(Value::real(std::nan("")) == Value::real(std::nan("")));
        const Attribute entries[]{{"k", Value::string("v")}};
        QVERIFY(Value::keyValues(entries) == Value::keyValues(entries));
    }

    void theLastOfTwoEqualKeysHolds() {
        const Attribute attributes[]{{"k", Value::integer(1)}, {"k", Value::integer(2)}};
        QCOMPARE(findAttribute(attributes, "k")->integer(), 2);
        QVERIFY(!findAttribute(attributes, "other"));
    }

    void everyRefusalHasItsOwnKeyAndASentence() {
        std::set<std::string> keys;
        for (std::size_t i = 0; i < RefusalCount; ++i) {
            const RefusalInfo& info = refusalInfo(static_cast<Refusal>(i));
            QVERIFY2(info.sentence.size() > 10 && info.remedy.size() > 10, info.key.data());
            keys.insert(info.key.data());
        }
        QCOMPARE(keys.size(), RefusalCount);
        QCOMPARE(refusalInfo(Refusal::Duplicate).key, QLatin1StringView("duplicate"));
        QCOMPARE(refusalInfo(Refusal::TraceIdInvalid).key, QLatin1StringView("trace-id-invalid"));
    }

    void notesOfOneKindAreCountedTogether() {
        std::vector<RefusalNote> notes;
        note(notes, Refusal::InvalidUtf8, "first");
        note(notes, Refusal::InvalidUtf8, "second", 2);
        QCOMPARE(notes.size(), std::size_t(1));
        QCOMPARE(notes[0].count, std::uint64_t(3));
        QCOMPARE(notes[0].example, std::string("first"));
    }

    void enumNamesGoBothWays() {
        QCOMPARE(spanKindFromName(spanKindName(SpanKind::Server)), SpanKind::Server);
        QCOMPARE(spanKindName(static_cast<SpanKind>(99)), std::string_view("99"));
        QCOMPARE(spanKindFromName("99"), static_cast<SpanKind>(99));
        QCOMPARE(statusCodeFromName("STATUS_CODE_ERROR"), StatusCode::Error);
    }

    void aSecretMatchesOnlyItself() {
        const Secret secret(QByteArray("s3cret"));
        QVERIFY(secret.matches("s3cret"));
        QVERIFY(!secret.matches("s3cre"));
        QVERIFY(!secret.matches("s3crets3cret"));
        QVERIFY(!secret.matches(""));
    }

    void anErrorIsOneLineOfWholeSentences() {
        const Error error{ErrorCode::NotFound, QStringLiteral("No such file"), QStringLiteral("Check the path.")};
        QCOMPARE(error.oneLine(), QStringLiteral("No such file. Check the path."));
    }

    void keptTextOutlivesItsOrigin() {
        BatchMemory memory({});
        std::string origin = "hello";
        const auto kept = memory.keep(origin);
        origin.assign(5, 'x');
        QCOMPARE(kept, std::string_view("hello"));
    }
};

QTEST_APPLESS_MAIN(TestValues)
#include "tst_values.moc"
