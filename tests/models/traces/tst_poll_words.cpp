#include "models/traces/PollWords.h"
#include "tests/support/FakePolledFeed.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::test;
using namespace std::chrono_literals;

class TestPollWords : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void aHeldListSaysWhatFollowingWouldCost() {
        FakePolledFeed feed;
        feed.setInterval(5min);
        QCOMPARE(pollWords(feed.state()),
            u"On hold. Following asks every 5 min, which keeps a SQL warehouse from stopping"_s);
    }

    void theFirstAnswerIsWaitedFor() {
        FakePolledFeed feed;
        feed.setOn(true);
        QCOMPARE(pollWords(feed.state()), u"Asks every 10 s · waiting for the first answer…"_s);
    }

    void anAnswerTellsItsTimeAndRowsAndAllOfThemTheirs() {
        FakePolledFeed feed;
        feed.setOn(true);
        feed.answer(1'204, 0);
        feed.answer(1'207, 3);
        feed.tellScanned(40'000);
        QCOMPARE(pollWords(feed.state()),
            u"Asks every 10 s · the last answer took 420 ms, counted 1,207 spans, 3 new, 40,000 rows scanned · "
            u"2 answers took 840 ms in all"_s);
    }

    void withoutNewSpansItSaysSo() {
        FakePolledFeed feed;
        feed.setOn(true);
        feed.answer(1, 0);
        QCOMPARE(pollWords(feed.state()),
            u"Asks every 10 s · the last answer took 420 ms, counted 1 span, none new · 1 answer took 420 ms in all"_s);
    }

    void aFailureSaysWhenItIsAskedAgain() {
        FakePolledFeed feed;
        feed.setOn(true);
        feed.fail({ErrorCode::Offline, u"No network."_s, {}}, 80s);
        QCOMPARE(pollWords(feed.state()), u"No answer; asked again in 80 s"_s);
    }

    void whatWasSpentStaysOnceItIsHeld() {
        FakePolledFeed feed;
        feed.setOn(true);
        feed.answer(5, 5);
        feed.setOn(false);
        QCOMPARE(pollWords(feed.state()), u"On hold, nothing is asked · 1 answer took 420 ms in all"_s);
    }

    void detailsHoldTheStatementAndItsId() {
        FakePolledFeed feed;
        feed.setOn(true);
        feed.answer(5, 5);
        QCOMPARE(pollDetails(feed.state()),
            u"What is asked:\nSELECT count_if(s.start_ns >= :p1) FROM s\n\nLast statement: 01ef-4711"_s);
    }
};

QTEST_GUILESS_MAIN(TestPollWords)
#include "tst_poll_words.moc"
