#include "services/core/Ingest.h"

namespace spanglass {

std::string_view transportName(Transport transport) {
    switch (transport) {
    case Transport::Http:
        return "http";
    case Transport::Grpc:
        return "grpc";
    case Transport::Import:
        return "import";
    }
    return "http";
}

} // namespace spanglass
