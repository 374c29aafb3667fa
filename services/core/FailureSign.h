#pragma once

#include <QJsonObject>
#include <QStringList>

namespace spanglass {

struct FailureSigns;

/// One way to recognize a failure: all that is set has to fit.
struct FailureSign {
    int status = 0; ///< of HTTP; 0: any
    QString code; ///< as the answer's error code, or in the text as "CODE:" or "(CODE)"
    QStringList text; ///< pieces, in this order, with anything in between; case does not count
    QString host; ///< how the host ends
    QString path; ///< a part of the path

    /// {"status": 404, "code": "...", "text": "one*other", "host": "...", "path": "..."}
    static FailureSign of(const QJsonObject& object);

    /// How much the sign says, when it fits; else 0. Letters of text, host and path count one each.
    int weightIn(const FailureSigns& signs) const;
};

} // namespace spanglass
