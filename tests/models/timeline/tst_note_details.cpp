#include "models/timeline/NoteDetails.h"
#include "models/timeline/NotesLoader.h"
#include "models/timeline/TraceSession.h"
#include "tests/support/FakeSpanSource.h"

#include <QRegularExpression>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace spanglass;
using namespace spanglass::literals;
using namespace spanglass::test;

namespace {

QString printed(const DetailsEntry& entry, int depth = 0) {
    QString text = QString(depth * 2, u' ') + entry.key
        + (entry.text.isEmpty() ? QString() : QString(u": "_s + entry.text))
        + (entry.linkPresent ? u" ->"_s : QString()) + u'\n';
    for (const DetailsEntry& child : entry.children)
        text += printed(child, depth + 1);
    return text;
}

QString printed(const DetailsContent& content) {
    QString text;
    for (const DetailsEntry& entry : content.entries)
        text += printed(entry);
    return text;
}

TraceNote note(TraceNote::Kind kind, const QString& name, const QString& value, SpanId span = {}) {
    TraceNote made;
    made.kind = kind;
    made.name = name;
    made.value = value;
    made.span = span;
    return made;
}

struct Written {
    FakeSpanSource source;
    FakeStore feed;
    TraceSession session{source, &feed};
    NotesLoader notes{session, source};

    Written() {
        source.add(SpanBuilder().span("root").ids(1, 1).lasts(9_ms).span("ask").ids(1, 2, 1).at(2_ms).lasts(3_ms));
        source.keepsNotes = true;
        source.written.requestPreview = u"hi"_s;
        TraceNote judged = note(TraceNote::Kind::Feedback, u"correct"_s, u"false"_s, spanId(2));
        judged.comment = u"because"_s;
        judged.source = u"LLM_JUDGE"_s;
        judged.author = u"ada"_s;
        judged.metadata = {{u"model"_s, u"m"_s}};
        source.written.notes = {note(TraceNote::Kind::Tag, u"team"_s, u"search"_s), judged,
            note(TraceNote::Kind::Expectation, u"answer"_s, u"42"_s, spanId(99))};
        TraceRecord record;
        record.time = Morning + 3_ms;
        record.span = spanId(2);
        record.severity = u"WARN"_s;
        record.body = u"slow"_s;
        record.attributes = {{u"n"_s, u"5"_s}};
        TraceRecord early;
        early.time = UnixNanos{(Morning + 0_ms).value - 1'000'000};
        early.event = u"boot"_s;
        source.logged.records = {early, record};
        session.open(traceId(1));
    }
    bool isRead() const { return session.isSettled() && !notes.isLoading(); }
};

} // namespace

class TestNoteDetails : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTraceShowsWhatWasWrittenAboutIt() {
        Written w;
        QTRY_VERIFY(w.isRead());
        QString text = printed(traceNoteDetails(w.notes.notes(), w.notes.records(), *w.session.trace()));
        text.remove(QRegularExpression(u"\n +time: [^\n]*"_s));
        QCOMPARE(text,
            u"Previews\n  request: hi\n"
            "Feedback\n  correct: false\n    rationale: because\n    source: LLM_JUDGE · ada\n    model: m\n"
            "    span: ask  (0000000000000002) ->\n"
            "Expectations\n  answer: 42\n    span: 0000000000000063\n"
            "Tags\n  team: search\n"
            "Log records\n  −1 ms: boot\n    event: boot\n  +3 ms: WARN  slow\n    n: 5\n"
            "    span: ask  (0000000000000002) ->\n"_s);
    }

    void aSpanShowsWhatBelongsToIt() {
        Written w;
        QTRY_VERIFY(w.isRead());
        const Trace& trace = *w.session.trace();
        const DetailsContent content
            = spanNoteDetails(w.notes.notes(), w.notes.records(), trace, trace.nodes()[trace.rowOf(spanId(2))]);
        QString text = printed(content);
        text.remove(QRegularExpression(u"\n +time: [^\n]*"_s));
        QCOMPARE(text,
            u"Feedback\n  correct: false\n    rationale: because\n    source: LLM_JUDGE · ada\n    model: m\n"
            "Log records\n  +1 ms: WARN  slow\n    n: 5\n"_s);
        QCOMPARE(noteCount(content), std::size_t(2));
    }

    void aFailureLeavesTheTraceAndTheRestAlone() {
        Written w;
        w.source.notesFault = Error{ErrorCode::NotAllowed, u"No SELECT."_s, u"Ask for it."_s};
        QTRY_VERIFY(w.isRead());
        QVERIFY(w.session.trace() != nullptr);
        QCOMPARE(w.notes.problem()->message, u"No SELECT."_s);
        QCOMPARE(w.notes.records()->records.size(), std::size_t(2));
        w.source.notesFault.reset();
        w.notes.reload();
        QTRY_VERIFY(w.notes.notes() != nullptr);
        QVERIFY(!w.notes.problem());
    }

    void anotherTraceForgetsTheNotesOfTheFirst() {
        Written w;
        QTRY_VERIFY(w.isRead());
        w.source.add(SpanBuilder().span("other").ids(2, 1));
        w.source.waiting = true;
        w.session.open(traceId(2));
        QVERIFY(w.notes.notes() == nullptr && w.notes.records() == nullptr);
        w.source.answerAll();
        QTRY_VERIFY(w.notes.isLoading());
        w.source.answerAll();
        QTRY_VERIFY(w.notes.notes() != nullptr);
    }

    void aTraceThatGrowsIsLookedAtAgain() {
        Written w;
        QTRY_VERIFY(w.isRead());
        w.source.logged.records.clear();
        w.source.add(SpanBuilder().span("late").ids(1, 3, 1));
        w.feed.commit({traceId(1)});
        QTRY_VERIFY(w.notes.records()->records.empty());
    }

    void aFilterFindsWhatANoteSays() {
        Written w;
        QTRY_VERIFY(w.isRead());
        DetailsModel model;
        model.setContent(traceNoteDetails(w.notes.notes(), w.notes.records(), *w.session.trace()));
        model.setFilter(u"slow"_s);
        QCOMPARE(model.rowCount(), 1);
        QCOMPARE(model.index(0, 0).data().toString(), u"Log records"_s);
    }

    void aNoteIsCopiedWithItsValue() {
        Written w;
        QTRY_VERIFY(w.isRead());
        const DetailsContent content = traceNoteDetails(w.notes.notes(), nullptr, *w.session.trace());
        const QString json = entryJson(content.entries.at(1).children.at(0));
        QVERIFY2(json.startsWith(u"{\"value\": \"false\", \"rationale\": \"because\""), qPrintable(json));
    }
};

QTEST_GUILESS_MAIN(TestNoteDetails)
#include "tst_note_details.moc"
