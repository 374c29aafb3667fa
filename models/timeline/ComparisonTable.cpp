#include "models/timeline/ComparisonTable.h"

#include "models/common/Quantity.h"

#include <QCoreApplication>
#include <QStringList>

using namespace Qt::StringLiterals;

namespace spanglass {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(ComparisonTable)
};

using How = ChangedValue::How;

constexpr std::size_t place(ComparisonKind kind) { return static_cast<std::size_t>(kind); }

ComparisonKind kindOf(const ChangedValue& change) {
    return change.how == How::Type ? ComparisonKind::Type : ComparisonKind::Value;
}

QString whatWords(How how) {
    switch (how) {
    case How::Lost:
        return Tr::tr("value is lost");
    case How::Added:
        return Tr::tr("value was added");
    case How::Value:
        return Tr::tr("other value");
    case How::Type:
        return Tr::tr("other type");
    }
    return {};
}

class Rows {
public:
    Rows(const ComparisonNames& names, const ComparisonFilter& filter)
        : m_filter(filter) {
        for (const QString& name : {Tr::tr("What"), Tr::tr("Span"), Tr::tr("Field"), names.left, names.right,
                 Tr::tr("Type in %1").arg(names.left), Tr::tr("Type in %1").arg(names.right)})
            m_rows.table.columns.push_back({name, u"STRING"_s});
        m_rows.table.columns.push_back({Tr::tr("Delay, ms"), u"DECIMAL(20,3)"_s, true});
        m_rows.table.columns.push_back({Tr::tr("Span id"), u"STRING"_s});
    }

    void add(ComparisonKind kind, const QString& what, const SpanDifference& span, const ChangedValue& change = {}) {
        if (!m_filter.kinds[place(kind)])
            return;
        const QString id = span.id.text();
        const QString texts[]
            = {what, span.name, change.path, change.left, change.right, change.leftType, change.rightType};
        const auto fits = [this](const QString& text) { return text.contains(m_filter.text, Qt::CaseInsensitive); };
        if (!m_filter.text.isEmpty() && !fits(id) && !std::ranges::any_of(texts, fits))
            return;
        if (m_page.isFull())
            m_rows.table.append(std::exchange(m_page, SqlPage(m_rows.table.columns.size())));
        for (const QString& text : texts)
            put(text);
        if (span.delay)
            put(QString::number(static_cast<double>(span.delay->value) / 1e6, 'f', 3));
        else
            m_page.addNull();
        put(id);
        m_rows.kinds.push_back(kind);
        m_rows.spans.push_back(span.id);
    }

    ComparisonRows take() {
        m_rows.table.append(std::move(m_page));
        return std::move(m_rows);
    }

private:
    void put(const QString& text) {
        if (!m_page.add(text.toStdString()))
            m_page.addNull(); // a page of 2 GiB
    }

    const ComparisonFilter& m_filter;
    ComparisonRows m_rows;
    SqlPage m_page{ComparisonRows::SpanIdText + 1};
};

} // namespace

ComparisonRows comparisonRows(
    const TraceComparison& comparison, const ComparisonNames& names, const ComparisonFilter& filter) {
    Rows rows(names, filter);
    for (const SpanDifference& span : comparison.lost)
        rows.add(ComparisonKind::Lost, Tr::tr("only in %1").arg(names.left), span);
    for (const SpanDifference& span : comparison.extra)
        rows.add(ComparisonKind::Extra, Tr::tr("only in %1").arg(names.right), span);
    for (const SpanDifference& span : comparison.differing) {
        for (const ChangedValue& change : span.changes)
            rows.add(kindOf(change), whatWords(change.how), span, change);
    }
    for (const SpanDifference& span : comparison.same)
        rows.add(ComparisonKind::Same, Tr::tr("the same"), span);
    return rows.take();
}

std::array<std::uint64_t, ComparisonKindCount> comparisonCounts(const TraceComparison& comparison) {
    const std::uint64_t types = comparison.changed(How::Type);
    const std::uint64_t values
        = comparison.changed(How::Value) + comparison.changed(How::Lost) + comparison.changed(How::Added);
    return {comparison.lost.size(), comparison.extra.size(), values, types, comparison.same.size()};
}

QString comparisonWords(const TraceComparison& comparison, const ComparisonNames& names) {
    const std::size_t all
        = comparison.lost.size() + comparison.extra.size() + comparison.differing.size() + comparison.same.size();
    const auto counts = comparisonCounts(comparison);
    QStringList parts{comparison.isEqual()
            ? counted(all, Tr::tr("The one span says the same in both places"),
                Tr::tr("All %1 spans say the same in both places"))
            : Tr::tr("%1 of %2 say the same")
                  .arg(formatCount(comparison.same.size()), counted(all, Tr::tr("%1 span"), Tr::tr("%1 spans")))};
    if (comparison.medianDelay)
        parts << Tr::tr("delay %1 at the median, %2 at most")
                     .arg(formatDuration(*comparison.medianDelay), formatDuration(*comparison.longestDelay));
    const auto part = [&](std::uint64_t count, const QString& one, const QString& many) {
        if (count > 0)
            parts << counted(count, one, many);
    };
    // A name may hold what looks like a place for a number.
    if (counts[place(ComparisonKind::Lost)] > 0)
        parts << formatCount(counts[place(ComparisonKind::Lost)]) + u' ' + Tr::tr("only in") + u' ' + names.left;
    if (counts[place(ComparisonKind::Extra)] > 0)
        parts << formatCount(counts[place(ComparisonKind::Extra)]) + u' ' + Tr::tr("only in") + u' ' + names.right;
    part(counts[place(ComparisonKind::Value)], Tr::tr("%1 value differs"), Tr::tr("%1 values differ"));
    part(counts[place(ComparisonKind::Type)], Tr::tr("%1 value has another type"),
        Tr::tr("%1 values have another type"));
    part(comparison.repeated, Tr::tr("%1 further copy of a span"), Tr::tr("%1 further copies of spans"));
    return parts.join(u" · "_s);
}

} // namespace spanglass
