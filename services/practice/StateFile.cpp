#include "services/practice/StateFile.h"

#include "services/practice/http/ApiFailure.h"

#include <nlohmann/json.hpp>

#include <QDir>
#include <QSaveFile>

using namespace Qt::StringLiterals;

namespace spanglass::practice {

StateFile::StateFile(const QString& folder, const QString& name)
    : m_path(QDir(folder).filePath(name)) { }

Result<nlohmann::json> StateFile::load() const {
    QFile file(m_path);
    if (!file.exists())
        return nlohmann::json();
    if (!file.open(QIODevice::ReadOnly))
        return failure(ErrorCode::NotAllowed, u"%1 cannot be read: %2"_s.arg(m_path, file.errorString()));
    auto value = nlohmann::json::parse(file.readAll().toStdString(), nullptr, false);
    if (value.is_discarded())
        return failure(ErrorCode::Damaged, u"%1 is not JSON any more."_s.arg(m_path),
            u"Delete it to begin anew, or name another data folder."_s);
    return value;
}

void StateFile::save(const nlohmann::json& value) const {
    QSaveFile file(m_path);
    const QByteArray text
        = QByteArray::fromStdString(value.dump(1, ' ', false, nlohmann::json::error_handler_t::replace));
    const bool written = file.open(QIODevice::WriteOnly)
        && file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner) && file.write(text) == text.size()
        && file.commit();
    if (!written) {
        const QString message = u"%1 cannot be written: %2"_s.arg(m_path, file.errorString());
        throw ApiFailure{500, "INTERNAL_ERROR", message.toStdString(), {}};
    }
}

} // namespace spanglass::practice
