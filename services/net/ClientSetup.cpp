#include "services/net/ClientSetup.h"

#include <QFile>

#include <curl/curl.h>

namespace spanglass {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 MostPemBytes = 4 << 20;

/// The bundle that libcurl was built to read; a second file replaces it instead of adding to it.
QByteArray systemAuthorities() {
    const curl_version_info_data* info = curl_version_info(CURLVERSION_NOW);
    if (info->age < CURLVERSION_SEVENTH || !info->cainfo)
        return {};
    QFile file(QString::fromLocal8Bit(info->cainfo));
    return file.open(QIODevice::ReadOnly) ? file.read(MostPemBytes) : QByteArray();
}

ClientSetup::Authorities read(const QString& path) {
    if (path.isEmpty())
        return {};
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return {{}, path + u": "_s + file.errorString()};
    const QByteArray own = file.read(MostPemBytes);
    if (!own.contains("-----BEGIN CERTIFICATE-----"))
        return {{}, path + u": no certificate in PEM form in it"_s};
    return {systemAuthorities() + '\n' + own, {}};
}

} // namespace

const ClientSetup::Authorities& ClientSetup::authorities() {
    if (!m_authorities)
        m_authorities = read(m_settings.caFile);
    return *m_authorities;
}

} // namespace spanglass
