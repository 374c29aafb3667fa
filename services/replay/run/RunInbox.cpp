#include "services/replay/run/RunInbox.h"

#include <utility>

namespace spanglass {

void RunInbox::setWish(RunWish wish) {
    const std::scoped_lock lock(m_mutex);
    if (m_wish == RunWish::Cancel || m_wish == RunWish::End)
        return;
    m_wish = wish;
    m_wishIsNew = true;
    m_came.notify_one();
}

void RunInbox::add(std::int64_t parcel, ExportAnswer answer) {
    const std::scoped_lock lock(m_mutex);
    m_answers.push_back({parcel, std::move(answer)});
    m_came.notify_one();
}

RunWish RunInbox::wish() const {
    const std::scoped_lock lock(m_mutex);
    return m_wish;
}

RunInbox::News RunInbox::take(std::chrono::steady_clock::time_point until) {
    std::unique_lock lock(m_mutex);
    m_came.wait_until(lock, until, [this] { return m_wishIsNew || !m_answers.empty(); });
    m_wishIsNew = false;
    return {m_wish, std::exchange(m_answers, {})};
}

} // namespace spanglass
