#include "services/diagnostics/app/config/AppConfigReader.h"
#include "services/diagnostics/app/config/ConfigEdit.h"

#include "services/auth/SmallFile.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr QByteArrayView ByteOrderMark("\xEF\xBB\xBF");
constexpr int MostKept = 1000;

/// The bytes of `text` in the manner of `before`: with its byte order mark and its line ends.
QByteArray inTheMannerOf(const QByteArray& before, const QString& text) {
    QByteArray out = text.toUtf8();
    if (before.contains("\r\n"))
        out.replace("\n", "\r\n");
    return before.startsWith(ByteOrderMark) ? ByteOrderMark + out : out;
}

/// Its own secrets in place of the marks, which are as many. Unset when they are not.
std::optional<QString> withSecrets(const QString& marked, const AppConfig& config) {
    const QStringList parts = marked.split(MaskedSecret);
    if (parts.size() != config.secrets.size() + 1)
        return {};
    QString out = parts.front();
    for (qsizetype i = 0; i < config.secrets.size(); ++i)
        out += config.text.mid(config.secrets[i].at, config.secrets[i].length) + parts[i + 1];
    return out;
}

/// Copies the file to a free name beside it.
Result<QString> keptBeside(const QString& file) {
    for (int i = 1; i < MostKept; ++i) {
        const QString name = file + (i == 1 ? u".before"_s : u".before%1"_s.arg(i));
        if (!QFile::exists(name) && QFile::copy(file, name))
            return name;
        if (!QFile::exists(name))
            break;
    }
    return failure(ErrorCode::NotAllowed,
        u"The file as it was cannot be kept beside %1"_s.arg(QDir::toNativeSeparators(file)),
        u"Check the rights of its folder and the room on the disk. Nothing was changed."_s);
}

} // namespace

Result<QString> mendConfig(const ConfigRemedy& remedy) {
    const auto bytes = readSmallFile(remedy.file);
    if (!bytes)
        return std::unexpected(bytes.error());
    const auto config = readAppText(QString::fromUtf8(*bytes), remedy.file);
    if (!config)
        return std::unexpected(config.error());
    if (withoutSecrets(config->text, config->secrets) != remedy.before)
        return failure(ErrorCode::Conflict, u"The file has changed since it was looked at"_s,
            u"Run the check again and look at the change that it offers then."_s);
    const auto text = withSecrets(remedy.after, *config);
    if (!text || inTheMannerOf(*bytes, config->text) != *bytes)
        return failure(ErrorCode::BadInput, u"The change cannot be written without changing more of the file"_s,
            u"Make it by hand: its line ends are mixed, or it is not UTF-8."_s);
    auto kept = keptBeside(remedy.file);
    if (!kept)
        return kept;
    QSaveFile file(remedy.file);
    if (!file.open(QIODevice::WriteOnly) || file.write(inTheMannerOf(*bytes, *text)) < 0 || !file.commit())
        return failure(ErrorCode::NotAllowed, u"The file cannot be written: %1"_s.arg(file.errorString()),
            u"Check its rights and the room on the disk. It is as it was."_s);
    return kept;
}

} // namespace spanglass
