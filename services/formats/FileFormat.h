#pragma once

#include "services/formats/FileItem.h"

#include <memory>

namespace spanglass {

enum class FileFormat : std::uint8_t {
    Unknown,
    OtlpJson,
    OtlpProtobuf, ///< a bare request
    OtlpFrames, ///< requests with a length before each
    Jaeger,
    Zipkin,
    Chrome,
    Mlflow,
    NotTraces, ///< OTLP logs or metrics
    Nothing, ///< blank, [] or {}
};

/// How the items of a file lie.
enum class FileLayout : std::uint8_t { Lines, Values, Elements, Member, Frames, Message };

struct SniffedFile {
    FileFormat format = FileFormat::Unknown;
    FileLayout layout = FileLayout::Values;
    std::string member; ///< for FileLayout::Member
};

/// How many decompressed bytes at a file's front decide what it is.
inline constexpr std::size_t SniffBytes = 256 * 1024;

/// What a file is, by its content alone. `window` holds its first SniffBytes, or all of it.
SniffedFile sniff(std::string_view window);

std::unique_ptr<ItemSplitter> splitterFor(const SniffedFile& file);

/// The byte order mark at the front of `text`, empty when there is none.
std::string_view utf8Mark(std::string_view text);

} // namespace spanglass
