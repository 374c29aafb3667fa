#include "services/formats/FileFormat.h"
#include "services/formats/JsonItems.h"

#include <QTest>

using namespace spanglass;

namespace {

/// The items of a text fed in blocks of `step` bytes, problems in angle brackets.
std::vector<std::string> cut(JsonItems splitter, std::string_view text, std::size_t step) {
    std::vector<std::string> items;
    const TakeItem take = [&](const FileItem& item) {
        items.push_back(item.problem.empty() ? std::string(item.bytes) : "<" + std::to_string(item.line) + ">");
    };
    for (std::size_t at = 0; at < text.size(); at += step)
        splitter.feed(text.substr(at, step), take);
    splitter.end(take);
    return items;
}

using Items = std::vector<std::string>;

} // namespace

class TestJsonItems : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void blocksMayBeCutAnywhere() {
        const std::string_view text = "[{\"a\":[1,{\"b\":\"]}\\\"\"}]} , 12,\"x,]\",\n null ,[ ] ]";
        const Items expected{"{\"a\":[1,{\"b\":\"]}\\\"\"}]}", "12", "\"x,]\"", "null", "[ ]"};
        for (std::size_t step = 1; step <= text.size(); ++step)
            QCOMPARE(cut(JsonItems(JsonItems::Layout::Elements), text, step), expected);
    }

    void theMemberIsFoundAmongOthers() {
        const std::string_view text
            = "{\"x\":[1,2],\"name\":\"data\",\"data\":[{\"data\":[9]},7],\"y\":{\"data\":[3]}}";
        for (std::size_t step = 1; step <= text.size(); ++step)
            QCOMPARE(cut(JsonItems(JsonItems::Layout::Member, "data"), text, step), (Items{"{\"data\":[9]}", "7"}));
    }

    void valuesStandInARow() {
        const std::string_view text = "{\"a\":1}\n{\"b\":\n2}{\"c\":3} word";
        for (std::size_t step = 1; step <= text.size(); ++step)
            QCOMPARE(cut(JsonItems(JsonItems::Layout::Values), text, step),
                (Items{"{\"a\":1}", "{\"b\":\n2}", "{\"c\":3}", "word"}));
    }

    void linesAreCountedToTheItemsBeginning() {
        std::vector<std::uint64_t> lines;
        const TakeItem take = [&](const FileItem& item) { lines.push_back(item.line); };
        JsonItems splitter(JsonItems::Layout::Elements);
        splitter.feed("[\n1,\n\n{\n\"a\":2\n},3]", take);
        splitter.end(take);
        QCOMPARE(lines, (std::vector<std::uint64_t>{2, 4, 6}));
    }

    void anItemThatNeverEndsIsAProblem() {
        QCOMPARE(cut(JsonItems(JsonItems::Layout::Elements), "[1,\n{\"a\":", 3), (Items{"1", "<2>"}));
        QCOMPARE(cut(JsonItems(JsonItems::Layout::Values), "{\"a\":\"", 3), (Items{"<1>"}));
    }

    void aBracketTooManyIsAProblem() {
        QCOMPARE(cut(JsonItems(JsonItems::Layout::Values), "{}}{}", 100), (Items{"{}", "<1>"}));
    }

    void theOrderOfKeysDoesNotHideTheFormat() {
        QCOMPARE(sniff(R"({"total":0,"data":[{"spans":[]}]})").format, FileFormat::Jaeger);
        QCOMPARE(sniff(R"({"data":{"spans":[]},"info":{}})").format, FileFormat::Mlflow);
        QCOMPARE(sniff(R"({"spans":[{"operationName":"x"}],"traceID":"1"})").format, FileFormat::Jaeger);
        QCOMPARE(sniff(R"([{"tags":{"ph":"x"},"name":"a","traceId":"1"}])").format, FileFormat::Zipkin);
        QCOMPARE(sniff(R"([[],[{"id":"1","traceId":"1"}]])").format, FileFormat::Zipkin);
        QCOMPARE(sniff(R"([{"args":{"traceId":"x"},"ts":1,"ph":"X"}])").format, FileFormat::Chrome);
        QCOMPARE(sniff(R"({"otherData":{"resourceSpans":1},"traceEvents":[]})").format, FileFormat::Chrome);
        QCOMPARE(sniff(R"({"resource_spans":[]})").format, FileFormat::OtlpJson);
        QCOMPARE(sniff("plain words").format, FileFormat::Unknown);
        QCOMPARE(sniff(R"({"some":"thing else"})").format, FileFormat::Unknown);
    }
};

QTEST_APPLESS_MAIN(TestJsonItems)
#include "tst_json_items.moc"
