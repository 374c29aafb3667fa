#include "services/formats/KeySniffer.h"

#include <nlohmann/json.hpp>

namespace spanglass {

namespace {

/// Follows the parser until a key decides; every callback answers whether to go on.
class KeySniffer : public nlohmann::json_sax<nlohmann::json> {
public:
    const SniffedFile& found() const { return m_found; }

    bool null() override { return value(); }
    bool boolean(bool) override { return value(); }
    bool number_integer(number_integer_t) override { return value(); }
    bool number_unsigned(number_unsigned_t) override { return value(); }
    bool number_float(number_float_t, const string_t&) override { return value(); }
    bool string(string_t&) override { return value(); }
    bool binary(binary_t&) override { return value(); }
    bool start_object(std::size_t) override {
        if (m_shape == "o" && m_key == "data")
            return decide(FileFormat::Mlflow, FileLayout::Values);
        return open('o');
    }
    bool end_object() override { return close(); }
    bool start_array(std::size_t) override {
        if (m_shape == "o" && m_key == "data")
            return decide(FileFormat::Jaeger, FileLayout::Member, "data");
        return open('a');
    }
    bool end_array() override { return close(); }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

    bool key(string_t& name) override {
        m_empty = false;
        m_key = name;
        if (m_shape == "o")
            return decideBy(name, FileLayout::Values);
        if (m_shape == "ao")
            return decideBy(name, FileLayout::Elements);
        if (m_shape == "aao" && (name == "traceId"))
            return decide(FileFormat::Zipkin, FileLayout::Elements);
        if (m_shape == "oao" && m_listKey == "spans")
            return decideBySpan(name);
        return true;
    }

    bool isEmpty() const { return m_empty && m_shape.empty() && m_closed; }

private:
    bool decideBy(const std::string& name, FileLayout layout) {
        if (name == "resourceSpans" || name == "resource_spans")
            return decide(FileFormat::OtlpJson, layout);
        if (name == "resourceLogs" || name == "resource_logs" || name == "resourceMetrics"
            || name == "resource_metrics")
            return decide(FileFormat::NotTraces, layout);
        if (name == "traceEvents" && layout == FileLayout::Values)
            return decide(FileFormat::Chrome, FileLayout::Member, "traceEvents");
        if (name == "ph")
            return decide(FileFormat::Chrome, layout);
        if (name == "traceID" || name == "processes")
            return decide(FileFormat::Jaeger, layout);
        if (name == "traceId")
            return decide(FileFormat::Zipkin, layout);
        if (name == "info")
            return decide(FileFormat::Mlflow, layout);
        return true;
    }

    /// A trace whose list of spans comes before anything that tells what it is.
    bool decideBySpan(const std::string& name) {
        if (name == "operationName" || name == "traceID")
            return decide(FileFormat::Jaeger, FileLayout::Values);
        if (name == "trace_id" || name == "context" || name == "start_time_unix_nano")
            return decide(FileFormat::Mlflow, FileLayout::Values);
        return true;
    }

    bool decide(FileFormat format, FileLayout layout, std::string member = {}) {
        m_found = {format, layout, std::move(member)};
        return false;
    }
    bool value() {
        m_empty = false;
        return true;
    }
    bool open(char bracket) {
        if (m_shape == "o")
            m_listKey = m_key;
        m_shape += bracket;
        return true;
    }
    bool close() {
        m_shape.pop_back();
        m_closed = true;
        return true;
    }

    SniffedFile m_found;
    std::string m_shape; ///< the open brackets, 'o' for objects and 'a' for arrays
    std::string m_key;
    std::string m_listKey; ///< the key at depth 1 that was opened last
    bool m_empty = true;
    bool m_closed = false;
};

} // namespace

SniffedFile sniffKeys(std::string_view text) {
    KeySniffer sniffer;
    nlohmann::json::sax_parse(text, &sniffer, nlohmann::json::input_format_t::json, false);
    if (sniffer.isEmpty())
        return {FileFormat::Nothing, FileLayout::Lines, {}};
    return sniffer.found();
}

} // namespace spanglass
