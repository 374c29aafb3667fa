#include "services/store/Meta.h"

#include <charconv>

namespace spanglass {

namespace {

constexpr std::string_view MaxBytes = "retention_bytes";
constexpr std::string_view MaxAge = "retention_age_ns";

template <class T> std::optional<T> parse(const std::optional<std::string>& text) {
    T number{};
    if (!text || std::from_chars(text->data(), text->data() + text->size(), number).ec != std::errc())
        return std::nullopt;
    return number;
}

} // namespace

Result<std::optional<std::string>> readMeta(duck::Connection& connection, std::string_view key) {
    auto statement = connection.prepare("SELECT value FROM local.store.meta WHERE key = $1");
    if (!statement)
        return std::unexpected(statement.error());
    auto rows = statement->bind(1, key).run();
    if (!rows)
        return std::unexpected(rows.error());
    const auto more = rows->next();
    if (!more)
        return std::unexpected(more.error());
    if (!*more)
        return std::nullopt;
    return std::string(rows->column(0).text(0));
}

Result<> writeMeta(duck::Connection& connection, std::string_view key, std::optional<std::string> value) {
    auto removal = connection.prepare("DELETE FROM local.store.meta WHERE key = $1");
    if (!removal)
        return std::unexpected(removal.error());
    if (auto done = removal->bind(1, key).run(); !done)
        return std::unexpected(done.error());
    if (!value)
        return {};
    auto insertion = connection.prepare("INSERT INTO local.store.meta VALUES ($1, $2)");
    if (!insertion)
        return std::unexpected(insertion.error());
    if (auto done = insertion->bind(1, key).bind(2, std::string_view(*value)).run(); !done)
        return std::unexpected(done.error());
    return {};
}

Result<Retention> readRetention(duck::Connection& connection) {
    const auto bytes = readMeta(connection, MaxBytes);
    if (!bytes)
        return std::unexpected(bytes.error());
    const auto age = readMeta(connection, MaxAge);
    if (!age)
        return std::unexpected(age.error());
    Retention retention{parse<std::uint64_t>(*bytes), std::nullopt};
    if (const auto nanos = parse<std::int64_t>(*age))
        retention.maxAge = Nanos{*nanos};
    return retention;
}

Result<> writeRetention(duck::Connection& connection, const Retention& retention) {
    const auto text = [](auto number) { return std::to_string(number); };
    if (auto done
        = writeMeta(connection, MaxBytes, retention.maxBytes ? std::optional(text(*retention.maxBytes)) : std::nullopt);
        !done)
        return done;
    return writeMeta(
        connection, MaxAge, retention.maxAge ? std::optional(text(retention.maxAge->value)) : std::nullopt);
}

} // namespace spanglass
