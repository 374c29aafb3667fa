#include "services/net/ChunkDecoder.h"

#include <QTest>

#include <string>

using namespace spanglass;

class TestChunkDecoder : public QObject {
    Q_OBJECT

    /// Feeds `coded` in pieces of `step` bytes; the last step that was not NeedMore or Data, and the data.
    static std::pair<ChunkDecoder::Step, std::string> decode(std::string_view coded, std::size_t step) {
        ChunkDecoder decoder;
        std::string all;
        while (!coded.empty()) {
            std::string_view piece = coded.substr(0, step);
            coded.remove_prefix(piece.size());
            while (true) {
                std::string_view data;
                const auto result = decoder.next(piece, data);
                if (result == ChunkDecoder::Step::NeedMore)
                    break;
                if (result != ChunkDecoder::Step::Data)
                    return {result, all + "|" + std::string(piece)};
                all.append(data);
            }
        }
        return {ChunkDecoder::Step::NeedMore, all};
    }

private Q_SLOTS:
    void anyCutOfTheInputGivesTheSameData_data() {
        QTest::addColumn<int>("step");
        for (const int step : {1, 2, 3, 7, 1000})
            QTest::addRow("%d", step) << step;
    }
    void anyCutOfTheInputGivesTheSameData() {
        QFETCH(int, step);
        const auto [end, data]
            = decode("4;a=b\r\nWiki\r\n0B \r\n\r\nin chunks\r\n0\r\nX: y\r\n\r\n", static_cast<std::size_t>(step));
        QCOMPARE(end, ChunkDecoder::Step::End);
        QCOMPARE(data.substr(0, data.find('|')), std::string("Wiki\r\nin chunks"));
    }

    void whatFollowsTheBodyIsLeft() {
        const auto [end, data] = decode("3\r\nabc\r\n0\r\n\r\nPOST", 1000);
        QCOMPARE(end, ChunkDecoder::Step::End);
        QCOMPARE(data, std::string("abc|POST"));
    }

    void sizeThatOverflowsIsRefusedAtItsLastDigit() {
        QCOMPARE(decode("fffffffffffffff", 1).first, ChunkDecoder::Step::NeedMore);
        QCOMPARE(decode("ffffffffffffffff", 1).first, ChunkDecoder::Step::Invalid);
        QCOMPARE(decode("0000000000000003\r\nabc\r\n", 1).first, ChunkDecoder::Step::Invalid);
    }

    void everyChunkMayHaveALongSize() {
        std::string coded;
        for (int i = 0; i < 5; ++i)
            coded += "00000001\r\nx\r\n";
        QCOMPARE(decode(coded + "0\r\n\r\n", 1).first, ChunkDecoder::Step::End);
    }

    void trailerLineMustEndWithCrLf() { QCOMPARE(decode("0\r\nX: y\n\r\n", 1000).first, ChunkDecoder::Step::Invalid); }

    void endlessTrailersAreRefused() {
        std::string coded = "0\r\n";
        for (int i = 0; i < 1000; ++i)
            coded += "X-Trailer: value\r\n";
        QCOMPARE(decode(coded, 1000).first, ChunkDecoder::Step::Invalid);
    }

    void endlessExtensionIsRefused() {
        QCOMPARE(decode("1;" + std::string(5000, 'x'), 1000).first, ChunkDecoder::Step::Invalid);
    }
};

QTEST_APPLESS_MAIN(TestChunkDecoder)
#include "tst_chunk_decoder.moc"
