#include "app/instance/Frame.h"

#include <QtEndian>

namespace spanglass {

namespace {

constexpr qsizetype HeadBytes = 4;

bool isKnown(char type) { return QByteArrayView("RCOEPX").contains(type); }

} // namespace

QByteArray encodeFrame(FrameType type, QByteArrayView payload) {
    QByteArray out(HeadBytes, Qt::Uninitialized);
    qToBigEndian(static_cast<quint32>(payload.size() + 1), out.data());
    out += static_cast<char>(type);
    out.append(payload.data(), payload.size());
    return out;
}

std::optional<Frame> FrameReader::next() {
    if (m_broken || m_buffer.size() < HeadBytes + 1)
        return {};
    const auto length = static_cast<qsizetype>(qFromBigEndian<quint32>(m_buffer.constData()));
    if (length < 1 || length > MaxFrameBytes || !isKnown(m_buffer[HeadBytes])) {
        m_broken = true;
        return {};
    }
    if (m_buffer.size() < HeadBytes + length)
        return {};
    Frame frame{static_cast<FrameType>(m_buffer[HeadBytes]), m_buffer.mid(HeadBytes + 1, length - 1)};
    m_buffer.remove(0, HeadBytes + length);
    return frame;
}

QByteArray encodeRequest(const InstanceRequest& request) {
    QByteArray out = request.folder.toUtf8() + '\0';
    for (const QString& argument : request.arguments)
        out += argument.toUtf8() + '\0';
    return out;
}

std::optional<InstanceRequest> decodeRequest(const QByteArray& payload) {
    if (!payload.endsWith('\0'))
        return {};
    InstanceRequest request;
    const QList<QByteArray> parts = payload.chopped(1).split('\0');
    request.folder = QString::fromUtf8(parts[0]);
    for (const QByteArray& part : parts.mid(1))
        request.arguments << QString::fromUtf8(part);
    return request;
}

} // namespace spanglass
