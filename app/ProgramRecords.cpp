#include "app/ProgramRecords.h"

#include "app/CrashNote.h"
#include "app/Logging.h"
#include "services/net/HttpClient.h"

namespace spanglass {

QList<LogMessage> ProgramRecords::messages() const { return loggedMessages(); }
quint64 ProgramRecords::messageCount() const { return loggedMessageCount(); }
QString ProgramRecords::logFile() const { return spanglass::logFile(); }
QList<RequestRecord> ProgramRecords::requests() const { return m_http.trail().snapshot(); }
quint64 ProgramRecords::requestCount() const { return m_http.trail().total(); }
std::optional<QString> ProgramRecords::crash() const { return lastCrash(); }

} // namespace spanglass
