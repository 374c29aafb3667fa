#include "services/otlp/JsonReader.h"
#include "services/otlp/JsonText.h"
#include "services/otlp/RequestCut.h"

#include <algorithm>
#include <array>

namespace spanglass {

namespace {

/// The text of one value, taken whole.
std::string_view valueText(JsonReader& in, std::string_view json) {
    in.peek();
    const std::size_t begin = in.position();
    return in.skip() ? json.substr(begin, in.position() - begin) : std::string_view();
}

/// Calls `take(key, valueText)` for each member of an object.
template <class Take> void eachMember(std::string_view object, Take&& take) {
    JsonReader in(object);
    if (!in.accept('{') || in.peek() == '}')
        return;
    do {
        std::string_view key;
        if (!in.string(key) || !in.expect(':'))
            return;
        const std::string keyText(key); // the reader may use its buffer again for the value
        const std::string_view value = valueText(in, object);
        if (in.failed())
            return;
        take(std::string_view(keyText), value);
    } while (in.accept(','));
}

/// Calls `take(valueText)` for each item of a list.
template <class Take> void eachItem(std::string_view list, Take&& take) {
    JsonReader in(list);
    if (!in.accept('[') || in.peek() == ']')
        return;
    do {
        const std::string_view value = valueText(in, list);
        if (in.failed())
            return;
        take(value);
    } while (in.accept(','));
}

/// The lists on the way down to the items, each in both spellings: some senders write proto names.
using Lists = std::array<std::array<std::string_view, 2>, 3>;

constexpr Lists TraceLists{{{"resourceSpans", "resource_spans"}, {"scopeSpans", "scope_spans"}, {"spans", "spans"}}};
constexpr Lists LogLists{
    {{"resourceLogs", "resource_logs"}, {"scopeLogs", "scope_logs"}, {"logRecords", "log_records"}}};
constexpr Lists MetricLists{
    {{"resourceMetrics", "resource_metrics"}, {"scopeMetrics", "scope_metrics"}, {"metrics", "metrics"}}};

const Lists& listsOf(Signal signal) {
    return signal == Signal::Traces ? TraceLists : signal == Signal::Logs ? LogLists : MetricLists;
}

/// Copies a request member by member and leaves out the items that are not wanted. Objects that turn out to keep none
/// are taken back.
class Cutter {
public:
    Cutter(const Lists& lists, std::span<const std::uint32_t> ordinals)
        : m_lists(lists)
        , m_wanted(ordinals) { }

    std::optional<std::string> cut(std::string_view request) {
        copyObject(request, 0);
        if (!m_wanted.empty())
            return std::nullopt;
        return std::move(m_out);
    }

private:
    void copyObject(std::string_view object, std::size_t level) {
        m_out += '{';
        eachMember(object, [&](std::string_view name, std::string_view value) {
            writeName(name);
            if (level < m_lists.size() && std::ranges::find(m_lists[level], name) != m_lists[level].end())
                copyList(value, level + 1);
            else
                m_out += value;
        });
        m_out += '}';
    }

    void copyList(std::string_view list, std::size_t level) {
        m_out += '[';
        eachItem(list, [&](std::string_view item) {
            const std::size_t before = m_out.size();
            const std::size_t wanted = m_wanted.size();
            if (m_out.back() != '[')
                m_out += ',';
            if (level == m_lists.size())
                copyItem(item);
            else
                copyObject(item, level);
            if (m_wanted.size() == wanted)
                m_out.resize(before);
        });
        m_out += ']';
    }

    void copyItem(std::string_view item) {
        if (m_wanted.empty() || m_next++ != m_wanted.front())
            return;
        m_wanted = m_wanted.subspan(1);
        m_out += item;
    }

    void writeName(std::string_view name) {
        if (m_out.back() != '{')
            m_out += ',';
        appendJsonString(m_out, name);
        m_out += ':';
    }

    const Lists& m_lists;
    std::span<const std::uint32_t> m_wanted; ///< not met yet
    std::uint32_t m_next = 0;
    std::string m_out;
};

} // namespace

std::optional<std::string> cutJson(std::string_view json, Signal signal, std::span<const std::uint32_t> ordinals) {
    return Cutter(listsOf(signal), ordinals).cut(withoutByteOrderMark(json));
}

} // namespace spanglass
