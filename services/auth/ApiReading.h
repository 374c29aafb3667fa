#pragma once

#include "services/auth/ApiClient.h"
#include "services/auth/AuthJson.h"
#include "services/auth/AuthThread.h"
#include "services/auth/WhenDone.h"

namespace spanglass {

// For .cpp files of the rooms that read REST answers; it includes the JSON library.

/// A number, or a text of digits as protobuf's JSON writes 64-bit ones; 0 when it is neither.
inline qint64 numberUnder(const Json& object, const char* key) {
    const auto found = object.find(key);
    if (found == object.end())
        return 0;
    if (found->is_number())
        return found->get<qint64>();
    return found->is_string() ? QByteArray::fromStdString(found->get_ref<const std::string&>()).toLongLong() : 0;
}

inline bool truthUnder(const Json& object, const char* key, bool otherwise = false) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() ? found->get<bool>() : otherwise;
}

/// The object under a key; an empty one when it is absent or something else.
inline const Json& objectUnder(const Json& object, const char* key) {
    static const Json none = Json::object();
    const auto found = object.find(key);
    return found != object.end() && found->is_object() ? *found : none;
}

/// The objects in the array under a key.
inline std::vector<Json> objectsUnder(const Json& object, const char* key) {
    std::vector<Json> out;
    if (const auto found = object.find(key); found != object.end() && found->is_array())
        std::ranges::copy_if(*found, std::back_inserter(out), [](const Json& item) { return item.is_object(); });
    return out;
}

/// Milliseconds since 1970 as a time in UTC; invalid when absent.
inline QDateTime timeUnder(const Json& object, const char* key) {
    const qint64 milliseconds = numberUnder(object, key);
    return milliseconds > 0 ? QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC) : QDateTime();
}

/// An answer that came, but is not what is documented. `expected` names what is missing; of text that is no JSON it is
/// all.
inline ApiError unexpectedAnswer(const ApiRequest& request, const QString& expected, const ApiAnswer& answer = {}) {
    const QString call = QString::fromLatin1(request.method) + QLatin1Char(' ') + request.path;
    Error error{ErrorCode::BadInput, QStringLiteral("The answer of %1 has no %2.").arg(call, expected),
        QStringLiteral("Check that the host is what the connection says; the service may have changed.")};
    if (!Json::accept(answer.body.cbegin(), answer.body.cend()))
        error
            = {ErrorCode::Damaged, QStringLiteral("The answer of %1 cannot be read: it is no complete JSON.").arg(call),
                QStringLiteral("Try again; if it stays so, something on the way to the host damages answers.")};
    return {std::move(error), {.httpStatus = answer.status, .requestId = answer.requestId}};
}

/// What `read` makes of the future's result, on the sign-in thread. Cancelling the new future cancels the old one.
template <class U, class T, class Read> QFuture<U> mapped(AuthThread& thread, QFuture<T> future, Read read) {
    const Promised<U> promise;
    thread.run([context = thread.context(), future, promise, read = std::move(read)]() mutable {
        whenCancelled(context, promise.future(), [future]() mutable { future.cancel(); });
        whenDone(context, future, [promise, read = std::move(read)](std::optional<T> result) mutable {
            if (result)
                promise.give(read(*std::move(result)));
            else
                promise.withdraw();
        });
    });
    return promise.future();
}

/// Sends a call and reads its JSON object: `read(object, answer)` gives the value, or nothing when the object does not
/// hold `expected`.
template <class T, class Read>
QFuture<ApiOutcome<T>> readObject(
    ApiClient& client, AuthThread& thread, const ApiRequest& request, const QString& expected, Read read) {
    return mapped<ApiOutcome<T>>(thread, client.call(request),
        [request, expected, read = std::move(read)](const ApiResult& answer) -> ApiOutcome<T> {
            if (!answer)
                return std::unexpected(answer.error());
            const auto object = readObject(answer->body);
            std::optional<T> value = object ? read(*object, *answer) : std::nullopt;
            if (!value)
                return std::unexpected(unexpectedAnswer(request, expected, *answer));
            return *std::move(value);
        });
}

/// Reads all pages of a list under `key`, each item by `read(object)`. A page without the key is an empty one.
template <class T, class Read>
QFuture<ApiOutcome<QList<T>>> readList(
    ApiClient& client, AuthThread& thread, const ApiRequest& request, const char* key, Read read) {
    auto items = std::make_shared<QList<T>>();
    auto reader = [request, key, read = std::move(read), items](const ApiAnswer& page) -> Result<QString> {
        const auto object = readObject(page.body);
        if (!object)
            return std::unexpected<Error>(unexpectedAnswer(request, QString::fromLatin1(key), page));
        for (const Json& item : objectsUnder(*object, key))
            items->append(read(item));
        return textUnder(*object, "next_page_token");
    };
    return mapped<ApiOutcome<QList<T>>>(thread, client.readPages(request, std::move(reader)),
        [items](const ApiOutcome<>& done) -> ApiOutcome<QList<T>> {
            if (!done)
                return std::unexpected(done.error());
            return std::move(*items);
        });
}

} // namespace spanglass
