#pragma once

#include "services/net/HttpRequest.h"
#include "services/net/Inflater.h"
#include "services/net/TransportFault.h"

#include <optional>

namespace spanglass {

/// Gathers one answer as it arrives, within its limits: fields, then the inflated body, into memory or into the pipe.
class AnswerReader {
public:
    static constexpr qsizetype MostHeadBytes = 256 * 1024;

    enum class Taken : std::uint8_t {
        Yes,
        NoRoom, ///< the pipe is full; nothing was taken
        Stop, ///< `fault` says why
    };

    /// `request` must outlive the reader.
    explicit AnswerReader(const HttpRequest& request)
        : m_request(request) { }

    Taken headLine(std::string_view line); ///< one line with its end, the empty one included
    Taken body(std::string_view bytes);
    Taken finish(); ///< the answer is complete on the wire

    std::optional<TransportFault> fault() const { return m_fault; }
    const QString& detail() const { return m_detail; } ///< what exactly the fault found
    const HttpAnswer& answer() const { return m_answer; }
    HttpAnswer take() { return std::move(m_answer); }
    bool begun() const { return m_answer.status != 0; }
    bool bodyBegun() const { return m_bodyBegun; }
    bool waitsForRoom() const { return m_waitsForRoom; }

private:
    Taken stop(TransportFault fault, QString detail = {});
    Taken statusLine(std::string_view line);
    Taken endOfHead();
    bool goesToPipe() const { return m_request.pipe && m_answer.status / 100 == 2; }
    Taken keep(std::string_view inflated);

    const HttpRequest& m_request;
    HttpAnswer m_answer;
    qsizetype m_headBytes = 0;
    qint64 m_bodyBytes = 0; ///< inflated
    bool m_headDone = false;
    bool m_bodyBegun = false;
    bool m_waitsForRoom = false;
    std::unique_ptr<Inflater> m_inflater; ///< none for identity
    std::string m_piece; ///< one inflated piece
    std::optional<TransportFault> m_fault;
    QString m_detail;
};

} // namespace spanglass
