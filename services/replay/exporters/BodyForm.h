#pragma once

#include "services/replay/Exporter.h"

namespace spanglass {

/// The parcel's body in the form that is to be sent; the same bytes when it is in it already. JSON becomes protobuf
/// with all fields that OTLP knows, and back. BadInput when it cannot be read.
Result<QByteArray> bodyIn(PayloadFormat wanted, const Parcel& parcel);

/// As one gzip member, made quickly rather than small.
QByteArray gzipped(const QByteArray& body);

/// "application/x-protobuf" or "application/json".
std::string_view contentType(PayloadFormat form);

} // namespace spanglass
