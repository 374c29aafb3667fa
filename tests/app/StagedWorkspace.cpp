#include "tests/app/StagedWorkspace.h"

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace spanglass::test {

namespace {

const QByteArray People = R"({"principals":[
    {"kind":"user","id":"1","name":"ada@practice.example","display_name":"Ada","groups":["admins","users"],"admin":true,
     "personal_access_token":"dapi-not-a-real-token"},
    {"kind":"service_principal","id":"2","name":"8d7c3c0e-window","display_name":"window","groups":["admins","users"],
     "admin":true,"client_secret":"dose-not-a-real-secret"}]})";

void write(const QString& path, const QByteArray& text) {
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        qFatal("%s", qPrintable(path));
}

} // namespace

PracticeOptions StagedWorkspace::withPeople(PracticeOptions options, const QString& folder) {
    write(folder + u"/secrets.json"_s, People);
    options.dataFolder = folder;
    options.pace.coldStart = 200ms;
    options.pace.lateAnswer = 100ms;
    return options;
}

StagedWorkspace::StagedWorkspace(PracticeOptions options)
    : m_client(withPeople(std::move(options), m_folder.path()))
    , m_proxy(static_cast<quint16>(m_client.address().url.port())) {
    m_sinceTurn.start();
    QObject::connect(&m_turns, &QTimer::timeout, &m_turns, [this] {
        m_longestTurn = std::max(m_longestTurn, m_sinceTurn.restart());
        for (quint64 i = 0; i < GatedProxy::Ticks / 2; ++i)
            m_proxy.tick(); // two turns for an answer: setup asks hundreds of times
    });
    m_turns.start(1ms);
    const QByteArray host = "host = http://127.0.0.1:" + QByteArray::number(m_proxy.port()) + '\n';
    const QString profiles = m_folder.filePath(u"databrickscfg"_s);
    write(profiles,
        "[ada]\n" + host + "token = dapi-not-a-real-token\n\n[machine]\n" + host
            + "client_id = 8d7c3c0e-window\nclient_secret = dose-not-a-real-secret\n");
    qputenv("DATABRICKS_CONFIG_FILE", QFile::encodeName(profiles));
}

int StagedWorkspace::count(const QByteArray& method, const QByteArray& part) const {
    const QByteArrayList all = m_proxy.requests();
    const QByteArray begin = method + ' ';
    return static_cast<int>(std::ranges::count_if(
        all, [&](const QByteArray& each) -> bool { return each.startsWith(begin) && each.contains(part); }));
}

} // namespace spanglass::test
