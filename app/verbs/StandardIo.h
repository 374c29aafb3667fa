#pragma once

#include "app/verbs/VerbIo.h"

namespace spanglass {

/// The process's own standard output and error.
class StandardIo final : public VerbIo {
public:
    bool write(QByteArrayView bytes) override;
    void complain(const QString& line) override;
};

} // namespace spanglass
