#include "services/formats/TraceWriter.h"

#include "services/formats/ChromeWriter.h"
#include "services/formats/CsvWriter.h"
#include "services/formats/JaegerWriter.h"
#include "services/formats/OtlpWriter.h"

namespace spanglass {

std::unique_ptr<TraceWriter> TraceWriter::forFormat(ExportFormat format) {
    switch (format) {
    case ExportFormat::OtlpJsonLines:
        return std::make_unique<OtlpWriter>(PayloadFormat::Json);
    case ExportFormat::OtlpProtobuf:
        return std::make_unique<OtlpWriter>(PayloadFormat::Protobuf);
    case ExportFormat::Jaeger:
        return std::make_unique<JaegerWriter>();
    case ExportFormat::Chrome:
        return std::make_unique<ChromeWriter>();
    case ExportFormat::Csv:
        return std::make_unique<CsvWriter>();
    }
    return nullptr;
}

} // namespace spanglass
