#include "services/core/Secret.h"

namespace spanglass {

bool Secret::matches(QByteArrayView candidate) const {
    unsigned difference = candidate.size() == m_value.size() ? 0u : 1u;
    for (qsizetype i = 0; i < candidate.size(); ++i) {
        const char own = m_value.isEmpty() ? '\0' : m_value[i % m_value.size()];
        difference |= static_cast<unsigned char>(own ^ candidate[i]);
    }
    return difference == 0;
}

} // namespace spanglass
