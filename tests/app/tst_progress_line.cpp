#include "app/verbs/ProgressLine.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;

class TestProgressLine : public QObject {
    Q_OBJECT
private:
    QByteArray m_written;
    qint64 m_now = 0;
    std::unique_ptr<ProgressLine> m_line;

private Q_SLOTS:
    void init() {
        m_line.reset();
        m_written.clear();
        m_now = 0;
        m_line = std::make_unique<ProgressLine>(
            [this](const QByteArray& bytes) { m_written += bytes; }, [this] { return m_now; });
    }

    void shortWorkShowsNothing() {
        m_now = ProgressLine::PatienceMs - 1;
        m_line->show(u"1 %"_s);
        m_line->clear();
        QCOMPARE(m_written, QByteArray());
    }

    void longWorkIsShownOnOneLineThatIsWrittenOver() {
        m_now = ProgressLine::PatienceMs;
        m_line->show(u"10 %"_s);
        m_now += ProgressLine::BetweenMs;
        m_line->show(u"9"_s);
        QCOMPARE(m_written, QByteArray("\r10 %\r9   "));
    }

    void linesThatComeTooFastAreLeftOut() {
        m_now = ProgressLine::PatienceMs;
        m_line->show(u"1 %"_s);
        m_now += ProgressLine::BetweenMs - 1;
        m_line->show(u"2 %"_s);
        QCOMPARE(m_written, QByteArray("\r1 %"));
    }

    void theLineGoesAwayForOtherOutput() {
        m_now = ProgressLine::PatienceMs;
        m_line->show(u"1 %"_s);
        m_line->clear();
        QCOMPARE(m_written, QByteArray("\r1 %\r   \r"));
    }

    void whereNobodyLooksNothingIsWritten() {
        ProgressLine quiet({}, [] { return ProgressLine::PatienceMs; });
        quiet.show(u"1 %"_s);
        quiet.clear();
        QCOMPARE(m_written, QByteArray());
    }
};

QTEST_APPLESS_MAIN(TestProgressLine)
#include "tst_progress_line.moc"
