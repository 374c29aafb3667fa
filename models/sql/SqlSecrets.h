#pragma once

#include <QString>

namespace spanglass {

/// The statement with texts that look like passwords, tokens and keys replaced by '***', for what is kept on disk:
/// texts of a known form of token, and texts given to a name that ends in password, secret, token, ...
QString withoutSecrets(const QString& sql);

} // namespace spanglass
