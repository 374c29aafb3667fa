#include "tests/warehouse/FilledStore.h"
#include "tests/warehouse/StatementBench.h"

#include <QJsonDocument>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;
using namespace std::chrono_literals;

namespace {

QString chunkCall(int chunk) { return u"GET /api/2.0/sql/statements/s1/result/chunks/%1"_s.arg(chunk); }

/// Links to four chunks that are said to hold so many bytes each; 0: it is not said.
QByteArray fourLinks(qint64 bytes) {
    QByteArray links;
    for (char chunk = '0'; chunk < '4'; ++chunk)
        links += QByteArray(links.isEmpty() ? "" : ",") + "{\"external_link\":\"storage:" + chunk
            + "\",\"chunk_index\":" + chunk + ",\"byte_count\":" + QByteArray::number(bytes) + '}';
    return succeeded("{\"external_links\":[" + links + "]}", ",\"total_chunk_count\":4");
}

} // namespace

/// Answers that come in several pieces, from the server or from a cloud's storage.
class TestStatementChunks : public QObject, private StatementBench {
    Q_OBJECT

    qsizetype linksFetched() const { return m_server->made().filter(u"LINK "_s).size(); }

private Q_SLOTS:
    void init() { open(); }
    void cleanup() { close(); }

    void chunksFollowInOrder() {
        m_server->answer(Submit, succeeded(R"({"data_array":[["1","a"]],"next_chunk_index":1})"));
        m_server->answer(chunkCall(1), R"({"chunk_index":1,"data_array":[["2","b"]],"next_chunk_index":2})");
        m_server->answer(chunkCall(2), R"({"chunk_index":2,"data_array":[["3","c"]]})");
        QCOMPARE(printed(wait(m_warehouse->run(query()))), u"1,a|2,b|3,c"_s);
    }

    void aLargeAnswerIsAskedForInExternalStorage() {
        m_server->answer(Submit,
            failed("BAD_REQUEST",
                "Inline byte limit exceeded. Please execute the statement with disposition=EXTERNAL_LINKS."));
        m_server->answer(Submit,
            succeeded(R"({"external_links":[{"external_link":"storage:0","chunk_index":0,"next_chunk_index":1}]})",
                R"(,"total_chunk_count":3)"));
        m_server->answerLink("storage:0", R"([["1","a"]])");
        m_server->answer(chunkCall(1), R"({"external_links":[{"external_link":"storage:1","chunk_index":1}]})");
        m_server->answer(chunkCall(2), R"({"external_links":[{"external_link":"storage:2","chunk_index":2}]})");
        m_server->answerLink("storage:1", R"([["2","b"]])");
        m_server->answerLink("storage:2", R"([["3","c"]])");
        QCOMPARE(printed(wait(m_warehouse->run(query()))), u"1,a|2,b|3,c"_s);
        QCOMPARE(QJsonDocument::fromJson(m_server->lastBody())[u"disposition"].toString(), u"EXTERNAL_LINKS"_s);
    }

    void linkedChunksAreFetchedSeveralAtATime() {
        m_server->answer(Submit, fourLinks(20 << 20));
        const QFuture<Result<SqlTable>> future = m_warehouse->run(query());
        QTRY_COMPARE(linksFetched(), 4);
    }

    void chunksOfUnknownSizeAreFetchedOneAtATime() {
        m_server->answer(Submit, fourLinks(0));
        const QFuture<Result<SqlTable>> future = m_warehouse->run(query());
        QTRY_COMPARE(linksFetched(), 1);
        m_server->answer(Submit, succeeded("{}"));
        wait(m_warehouse->run(query())); // in the same thread: what the first had to do is done
        QCOMPARE(linksFetched(), 1);
    }

    void allChunksOfUnknownSizeComeInTheEnd() {
        m_server->answer(Submit, fourLinks(0));
        for (char chunk = '0'; chunk < '4'; ++chunk)
            m_server->answerLink(QByteArray("storage:") + chunk, QByteArray("[[\"") + chunk + "\",\"a\"]]");
        QCOMPARE(printed(wait(m_warehouse->run(query()))), u"0,a|1,a|2,a|3,a"_s);
    }

    void anExpiredLinkIsAskedForAgain() {
        m_server->answer(Submit,
            succeeded(
                R"({"external_links":[{"external_link":"storage:old","chunk_index":0,"expiration":"2026-01-01T00:00:00Z"}]})",
                R"(,"total_chunk_count":1)"));
        m_server->answer(chunkCall(0), R"({"external_links":[{"external_link":"storage:late","chunk_index":0}]})");
        m_server->fail(u"LINK storage:late"_s, 403, {}, u"Request has expired"_s, ErrorCode::NotAllowed);
        m_server->answer(chunkCall(0), R"({"external_links":[{"external_link":"storage:new","chunk_index":0}]})");
        m_server->answerLink("storage:new", R"([["1","a"]])");
        QCOMPARE(printed(wait(m_warehouse->run(query()))), u"1,a"_s);
        QVERIFY(!m_server->made().contains(u"LINK storage:old"_s));
    }

    void storageThatRefusesIsNamed() {
        m_server->answer(Submit,
            succeeded(
                R"({"external_links":[{"external_link":"storage:0","chunk_index":0}]})", R"(,"total_chunk_count":1)"));
        for (int i = 0; i < 3; ++i) {
            m_server->fail(u"LINK storage:0"_s, 403, {}, u"no"_s, ErrorCode::NotAllowed);
            m_server->answer(chunkCall(0), R"({"external_links":[{"external_link":"storage:0","chunk_index":0}]})");
        }
        QCOMPARE(errorOf().message, u"The cloud storage that holds the answer refuses it (HTTP 403)."_s);
    }

    void halfAChunkIsNamed() {
        m_server->answer(Submit, succeeded(R"({"data_array":[["1","a"]],"next_chunk_index":1})"));
        m_server->answer(chunkCall(1), "{\"data_array\":[[\"2\",\"b\"],[\"3");
        QVERIFY(errorOf().message.contains(u"cannot be read"));
    }

    void chunksThatGoInCirclesEnd() {
        m_server->answer(Submit, succeeded(R"({"data_array":[["1","a"]],"next_chunk_index":1})"));
        m_server->answer(chunkCall(1), R"({"data_array":[["2","b"]],"next_chunk_index":1})");
        QVERIFY(errorOf().message.contains(u"in circles"));
    }
};

QTEST_GUILESS_MAIN(TestStatementChunks)
#include "tst_statement_chunks.moc"
