#pragma once

#include "services/core/Diagnosis.h"
#include "services/core/Secret.h"

namespace spanglass {

/// Takes secrets out of texts that leave the program: those that are given, those that the pasted configuration of a
/// subject names, and whatever looks like one: tokens, passwords in addresses, values of fields named like a secret.
class Scrubber {
public:
    explicit Scrubber(QList<Secret> secrets = {});

    /// Also what the variables of `configuration` hold whose names are those of secrets.
    void learn(const QString& configuration);

    QString clean(QString text) const;
    QStringList clean(const QStringList& texts) const;
    /// Every text in it, and no pasted configuration.
    DiagnosisReport clean(DiagnosisReport report) const;

private:
    QStringList m_secrets;
};

/// Whether a variable or field of this name holds a secret.
bool isSecretName(const QString& name);

} // namespace spanglass
