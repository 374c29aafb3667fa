#include "services/formats/ForeignReader.h"

#include "services/formats/ChromeReader.h"
#include "services/formats/JaegerReader.h"
#include "services/formats/MlflowReader.h"
#include "services/formats/ZipkinReader.h"

namespace spanglass {

std::unique_ptr<ForeignReader> ForeignReader::forFormat(FileFormat format) {
    switch (format) {
    case FileFormat::Jaeger:
        return std::make_unique<JaegerReader>();
    case FileFormat::Zipkin:
        return std::make_unique<ZipkinReader>();
    case FileFormat::Chrome:
        return std::make_unique<ChromeReader>();
    case FileFormat::Mlflow:
        return std::make_unique<MlflowReader>();
    case FileFormat::Unknown:
    case FileFormat::OtlpJson:
    case FileFormat::OtlpProtobuf:
    case FileFormat::OtlpFrames:
    case FileFormat::NotTraces:
    case FileFormat::Nothing:
        return nullptr;
    }
    return nullptr;
}

} // namespace spanglass
