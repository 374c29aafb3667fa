#include "models/timeline/LlmContent.h"
#include "tests/support/SpanBuilder.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

namespace {

/// "part who: text" of each block.
QStringList blocks(const test::SpanBuilder& builder) {
    static constexpr const char* Parts[]{"system", "input", "output", "call", "result", "document"};
    const auto batch = builder.batch();
    QStringList lines;
    for (const LlmBlock& b : readLlmContent(batch->spans.front()).blocks)
        lines += QString(QString::fromLatin1(Parts[static_cast<int>(b.part)])
            + (b.who.isEmpty() ? QString() : QString(u' ' + b.who)) + u": "_s + QString(b.text).replace(u'\n', u'|'));
    return lines;
}

} // namespace

class TestLlmContent : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void genAiMessagesWithToolCalls() {
        QCOMPARE(blocks(test::SpanBuilder()
                            .span("s")
                            .attribute("gen_ai.system_instructions", "[{\"type\":\"text\",\"content\":\"Be brief.\"}]")
                            .attribute("gen_ai.input.messages",
                                "[{\"role\":\"user\",\"parts\":[{\"type\":\"text\",\"content\":\"Weather?\"}]},\n      "
                                "                           "
                                "{\"role\":\"tool\",\"parts\":[{\"type\":\"tool_call_response\",\"id\":\"1\","
                                "\"result\":\"rain\"}]}]")
                            .attribute("gen_ai.output.messages",
                                "[{\"role\":\"assistant\",\"parts\":[{\"type\":\"tool_call\",\"name\":\"weather\","
                                "\"arguments\":{\"city\":\"Oslo\"}}]}]")),
            (QStringList{u"system: Be brief."_s, u"input user: Weather?"_s, u"result: rain"_s,
                u"call weather: {|  \"city\": \"Oslo\"|}"_s}));
    }

    void openInferenceFlattenedMessagesAndDocuments() {
        QCOMPARE(blocks(test::SpanBuilder()
                            .span("s")
                            .attribute("llm.input_messages.1.message.role", "user")
                            .attribute("llm.input_messages.1.message.content", "Hello")
                            .attribute("llm.input_messages.0.message.role", "system")
                            .attribute("llm.input_messages.0.message.content", "Be kind")
                            .attribute("retrieval.documents.0.document.id", "faq")
                            .attribute("retrieval.documents.0.document.score", 0.5)
                            .attribute("retrieval.documents.0.document.content", "Text")
                            .attribute("llm.output_messages.0.message.role", "assistant")
                            .attribute("llm.output_messages.0.message.tool_calls.0.tool_call.function.name", "find")
                            .attribute("llm.output_messages.0.message.tool_calls.0.tool_call.function.arguments",
                                "{\"q\":1}")),
            (QStringList{u"system system: Be kind"_s, u"input user: Hello"_s, u"document faq · score 0.5: Text"_s,
                u"call find: {|  \"q\": 1|}"_s}));
    }

    void traceloopFlattenedPrompts() {
        QCOMPARE(blocks(test::SpanBuilder()
                            .span("s")
                            .attribute("gen_ai.prompt.0.role", "user")
                            .attribute("gen_ai.prompt.0.content", "Hi")
                            .attribute("gen_ai.completion.0.role", "assistant")
                            .attribute("gen_ai.completion.0.content", "Ho")),
            (QStringList{u"input user: Hi"_s, u"output assistant: Ho"_s}));
    }

    void mlflowJsonInsideJsonIsDecodedOnceMore() {
        QCOMPARE(blocks(test::SpanBuilder()
                            .span("s")
                            .attribute("mlflow.spanInputs",
                                "\"{\\\"messages\\\": [{\\\"role\\\": \\\"user\\\", \\\"content\\\": \\\"Q\\\"}]}\"")
                            .attribute("mlflow.spanOutputs", "\"plain answer\"")),
            (QStringList{u"input user: Q"_s, u"output: plain answer"_s}));
    }

    void mlflowRetrieverOutputsAreDocuments() {
        QCOMPARE(blocks(test::SpanBuilder().span("s").attribute("mlflow.spanOutputs",
                     "[{\"page_content\":\"One\",\"metadata\":{\"doc_uri\":\"a.md\"}},{\"page_content\":\"Two\","
                     "\"metadata\":{}}]")),
            (QStringList{u"document a.md: One"_s, u"document: Two"_s}));
    }

    void openAiChoicesAndParametersAreRead() {
        QCOMPARE(blocks(test::SpanBuilder()
                            .span("s")
                            .attribute("mlflow.spanInputs",
                                "{\"model\":\"m\",\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\","
                                "\"text\":\"Hi\"}]}]}")
                            .attribute("mlflow.spanOutputs",
                                "{\"choices\":[{\"message\":{\"role\":\"assistant\",\"content\":\"Ho\"}}]}")),
            (QStringList{
                u"input user: Hi"_s, u"input parameters: {|    \"model\": \"m\"|}"_s, u"output assistant: Ho"_s}));
    }

    void geminiContentsAreRead() {
        QCOMPARE(blocks(test::SpanBuilder().span("s").attribute("gcp.vertex.agent.llm_request",
                     "{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"},{\"functionCall\":{\"name\":\"f\","
                     "\"args\":{\"x\":1}}}]}]}")),
            (QStringList{u"input user: Hi"_s, u"call f: {|  \"x\": 1|}"_s}));
    }

    void vercelTextAndOldEventsAreRead() {
        QCOMPARE(blocks(test::SpanBuilder().span("s").attribute("ai.prompt", "Hi").attribute("ai.response.text", "Ho")),
            (QStringList{u"input: Hi"_s, u"output: Ho"_s}));
        QCOMPARE(blocks(test::SpanBuilder()
                            .span("s")
                            .event("gen_ai.content.prompt", {}, {{"gen_ai.prompt", Value::string("Hi")}})
                            .event("gen_ai.content.completion", {}, {{"gen_ai.completion", Value::string("Ho")}})),
            (QStringList{u"input: Hi"_s, u"output: Ho"_s}));
    }

    void brokenJsonIsShownAsItIs() {
        QCOMPARE(blocks(test::SpanBuilder().span("s").attribute("input.value", "{\"half\": ")),
            QStringList{u"input: {\"half\": "_s});
    }

    void ordinarySpansHaveNothing() {
        const auto batch = test::SpanBuilder().span("GET /").attribute("http.route", "/").batch();
        QVERIFY(readLlmContent(batch->spans.front()).isEmpty());
    }

    void tokensOfEveryFamily_data() {
        QTest::addColumn<QString>("input");
        QTest::addColumn<QString>("output");
        QTest::newRow("GenAI") << u"gen_ai.usage.input_tokens"_s << u"gen_ai.usage.output_tokens"_s;
        QTest::newRow("OpenInference") << u"llm.token_count.prompt"_s << u"llm.token_count.completion"_s;
        QTest::newRow("Traceloop") << u"gen_ai.usage.prompt_tokens"_s << u"gen_ai.usage.completion_tokens"_s;
        QTest::newRow("Vercel") << u"ai.usage.promptTokens"_s << u"ai.usage.completionTokens"_s;
    }

    void tokensOfEveryFamily() {
        QFETCH(QString, input);
        QFETCH(QString, output);
        const auto batch = test::SpanBuilder()
                               .span("s")
                               .attribute(input.toStdString(), 12)
                               .attribute(output.toStdString(), 3)
                               .batch();
        const TokenUse use = readTokenUse(batch->spans.front().attributes);
        QCOMPARE(use.input, 12);
        QCOMPARE(use.output, 3);
    }

    void mlflowTokensAndCostAreJson() {
        const auto batch = test::SpanBuilder()
                               .span("s")
                               .attribute("mlflow.chat.tokenUsage",
                                   "{\"input_tokens\": 7, \"output_tokens\": 2, \"total_tokens\": 9}")
                               .attribute("mlflow.llm.cost", "{\"total_cost\": 0.125}")
                               .batch();
        const TokenUse use = readTokenUse(batch->spans.front().attributes);
        QCOMPARE(use.input, 7);
        QCOMPARE(use.total, 9);
        QCOMPARE(use.cost, 0.125);
    }

    void typeAndModelAreNamed() {
        const auto batch = test::SpanBuilder()
                               .span("s")
                               .attribute("mlflow.spanType", "\"CHAT_MODEL\"")
                               .attribute("gen_ai.request.model", "small")
                               .batch();
        const LlmContent content = readLlmContent(batch->spans.front());
        QCOMPARE(content.type, u"CHAT_MODEL"_s);
        QCOMPARE(content.model, u"small"_s);
    }
};

QTEST_GUILESS_MAIN(TestLlmContent)
#include "tst_llm_content.moc"
