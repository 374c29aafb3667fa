#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace spanglass {

/// What two Spanglass processes of one user say to each other: frames of a 4-byte big-endian length, which counts the
/// type and the payload, a type byte and the payload.
enum class FrameType : quint8 {
    Request = 'R', ///< to the instance: folder and arguments, UTF-8, each ended by a zero byte
    Cancel = 'C', ///< to the instance: nobody waits any longer
    Output = 'O', ///< from it: bytes for standard output
    Complaint = 'E', ///< from it: bytes for standard error
    Progress = 'P', ///< from it: how far the verb is, one line of UTF-8
    Exit = 'X', ///< from it, last: the exit status as a decimal number
};

struct Frame {
    FrameType type{};
    QByteArray payload;
};

inline constexpr qsizetype MaxFrameBytes = 1 << 20;

/// Precondition: the payload is shorter than MaxFrameBytes.
QByteArray encodeFrame(FrameType type, QByteArrayView payload);

/// Cuts a byte stream into frames.
class FrameReader {
public:
    void feed(const QByteArray& bytes) { m_buffer += bytes; }
    std::optional<Frame> next();
    /// The other side does not speak this language; nothing more comes out.
    bool isBroken() const { return m_broken; }

private:
    QByteArray m_buffer;
    bool m_broken = false;
};

/// The command line of another process.
struct InstanceRequest {
    QString folder;
    QStringList arguments;
};

QByteArray encodeRequest(const InstanceRequest& request);
std::optional<InstanceRequest> decodeRequest(const QByteArray& payload);

} // namespace spanglass
