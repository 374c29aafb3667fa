#include "services/formats/FileFormat.h"

#include "services/formats/FrameItems.h"
#include "services/formats/JsonItems.h"
#include "services/formats/KeySniffer.h"
#include "services/formats/LineItems.h"
#include "services/formats/MessageItems.h"

#include <QtEndian>

#include <algorithm>

namespace spanglass {

namespace {

constexpr std::string_view Blanks = " \t\r\n";
constexpr int MaxLinesTried = 20;

std::string_view firstLine(std::string_view text) { return text.substr(0, text.find('\n')); }

std::string_view afterFirstLine(std::string_view text) {
    const auto newline = text.find('\n');
    return newline == std::string_view::npos ? std::string_view() : text.substr(newline + 1);
}

std::string_view withoutLeadingBlanks(std::string_view text) {
    return text.substr(std::min(text.find_first_not_of(Blanks), text.size()));
}

/// Whether the brackets opened in `line` are closed in it.
bool isWholeValue(std::string_view line) {
    std::size_t items = 0;
    bool whole = true;
    const TakeItem count = [&](const FileItem& item) {
        ++items;
        whole = whole && item.problem.empty();
    };
    JsonItems values(JsonItems::Layout::Values);
    values.feed(line, count);
    values.end(count);
    return whole && items == 1;
}

/// Whether an object's text is one value a line, rather than one value over many lines. A line that is broken must not
/// hide this, so the next one has a say as well.
bool isLines(std::string_view text) {
    if (text.find('\n') == std::string_view::npos || isWholeValue(firstLine(text)))
        return true;
    const std::string_view second = firstLine(withoutLeadingBlanks(afterFirstLine(text)));
    return second.starts_with(R"({"resource)") && isWholeValue(second);
}

SniffedFile sniffJson(std::string_view text) {
    SniffedFile file = sniffKeys(text);
    if (file.layout == FileLayout::Values && file.format != FileFormat::Unknown && isLines(text))
        file.layout = FileLayout::Lines;
    return file;
}

bool looksFramed(std::string_view window) {
    if (window.size() < 5)
        return false;
    const auto length = qFromBigEndian<quint32>(window.data());
    const char first = window[4];
    return length > 0 && length <= MaxItemBytes && (first == 0x0a || first == '{' || first == 0x28)
        && (window.size() >= SniffBytes || length <= window.size() - 4);
}

} // namespace

std::string_view utf8Mark(std::string_view text) { return text.starts_with("\xef\xbb\xbf") ? text.substr(0, 3) : ""; }

SniffedFile sniff(std::string_view window) {
    const std::string_view text = withoutLeadingBlanks(window.substr(utf8Mark(window).size()));
    if (text.empty())
        return {FileFormat::Nothing, FileLayout::Lines, {}};
    if (text.front() == '{' || text.front() == '[')
        if (auto file = sniffJson(text); file.format != FileFormat::Unknown)
            return file;
    if (window.front() == 0x0a)
        return {FileFormat::OtlpProtobuf, FileLayout::Message, {}};
    if (looksFramed(window))
        return {FileFormat::OtlpFrames, FileLayout::Frames, {}};
    // The first lines of a JSON lines file may be broken.
    std::string_view rest = text;
    for (int i = 0; i < MaxLinesTried && !(rest = withoutLeadingBlanks(afterFirstLine(rest))).empty(); ++i)
        if (rest.front() == '{' && isWholeValue(firstLine(rest)))
            if (const auto file = sniffKeys(firstLine(rest)); file.format != FileFormat::Unknown)
                return {file.format, FileLayout::Lines, {}};
    return {};
}

std::unique_ptr<ItemSplitter> splitterFor(const SniffedFile& file) {
    switch (file.layout) {
    case FileLayout::Lines:
        return std::make_unique<LineItems>();
    case FileLayout::Values:
        return std::make_unique<JsonItems>(JsonItems::Layout::Values);
    case FileLayout::Elements:
        return std::make_unique<JsonItems>(JsonItems::Layout::Elements);
    case FileLayout::Member:
        return std::make_unique<JsonItems>(JsonItems::Layout::Member, file.member);
    case FileLayout::Frames:
        return std::make_unique<FrameItems>();
    case FileLayout::Message:
        return std::make_unique<MessageItems>();
    }
    return std::make_unique<LineItems>();
}

} // namespace spanglass
