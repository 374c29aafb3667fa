#pragma once

#include <QDateTime>

#include <functional>

namespace spanglass {

class AuthThread;
class HttpClient;

/// The time of day; tests put their own in place.
using WallClock = std::function<QDateTime()>;

/// What everything that signs in works with. The client and the thread must outlive it.
struct AuthPorts {
    HttpClient& http;
    AuthThread& thread;
    WallClock now = [] { return QDateTime::currentDateTimeUtc(); };
};

/// True when nobody waits any more for what a piece of work would give. Any thread.
using Abandoned = std::function<bool()>;

} // namespace spanglass
