#include "services/formats/Decompressor.h"
#include "services/formats/FileFormat.h"
#include "services/formats/ForeignReader.h"
#include "services/otlp/Decode.h"
#include "services/otlp/Encode.h"

#include <cstdlib>

using namespace spanglass;

namespace {

constexpr std::size_t MaxInflated = 1u << 20;

/// The content of a compressed file as far as it can be read, else the bytes themselves.
std::string inflated(std::string_view bytes) {
    const auto decompressor = Decompressor::forMagic(bytes);
    if (!decompressor)
        return std::string(bytes);
    std::string content;
    char block[4096];
    while (content.size() < MaxInflated) {
        const auto step = decompressor->step(bytes, block, sizeof block);
        if (!step || (step->consumed == 0 && step->produced == 0))
            break;
        bytes.remove_prefix(step->consumed);
        content.append(block, step->produced);
    }
    return content;
}

/// What a splitter gives, with problems marked, when it is fed `step` bytes at a time.
std::vector<std::string> itemsOf(const SniffedFile& file, std::string_view content, std::size_t step) {
    std::vector<std::string> items;
    const TakeItem take = [&](const FileItem& item) {
        items.push_back(item.problem.empty() ? std::string(item.bytes) : "problem: " + item.problem);
    };
    const auto splitter = splitterFor(file);
    for (std::size_t at = 0; at < content.size(); at += step)
        splitter->feed(content.substr(at, step), take);
    splitter->end(take);
    return items;
}

void readForeign(ForeignReader& reader, const std::vector<std::string>& items) {
    BatchBuilder builder;
    for (const std::string& item : items)
        reader.add(item, builder);
    reader.finish(builder);
    const auto batch = builder.take();
    std::vector<const Span*> spans;
    for (const Span& span : batch->spans)
        spans.push_back(&span);
    // Whatever was read must be a request that the store takes, with every span in it.
    const auto decoded = decodeTraces(encodeTraces(spans), PayloadFormat::Protobuf);
    if (!decoded || (*decoded)->spans.size() + (*decoded)->rejected != spans.size())
        std::abort();
}

} // namespace

/// Any bytes are sniffed and cut the same way however they are fed, and every reader takes any item.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string content = inflated({reinterpret_cast<const char*>(data), size});
    const SniffedFile file = sniff(content);
    const auto items = itemsOf(file, content, content.size() + 1);
    if (items != itemsOf(file, content, 7))
        std::abort();
    if (const auto reader = ForeignReader::forFormat(file.format))
        readForeign(*reader, items);
    else if (file.format == FileFormat::OtlpJson)
        for (const std::string& item : items)
            (void)decodeTraces(item, PayloadFormat::Json);
    return 0;
}
