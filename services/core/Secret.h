#pragma once

#include <QByteArray>

namespace spanglass {

/// A token or password. Does not stream, print, compare with == or convert; callers say reveal() where it must leave.
class Secret {
public:
    Secret() = default;
    explicit Secret(QByteArray value)
        : m_value(std::move(value)) { }
    Secret(const Secret&) = default;
    Secret& operator=(const Secret&) = default;
    Secret(Secret&&) noexcept = default;
    Secret& operator=(Secret&&) noexcept = default;
    ~Secret() { m_value.fill('\0'); }

    bool isEmpty() const { return m_value.isEmpty(); }
    const QByteArray& reveal() const { return m_value; }
    /// Takes the same time wherever the first difference lies.
    bool matches(QByteArrayView candidate) const;

private:
    QByteArray m_value;
};

} // namespace spanglass
