#pragma once

namespace spanglass::practice {

class ApiRouter;
class FaultSwitch;
class StatementDesk;

/// GET /api/2.0/sql/history/queries (C: sdk-py service/sql.py QueryHistoryAPI): the caller's own statements, the newest
/// first, as long as the desk knows them, with the rows that they read of tables.
void addHistoryRoutes(ApiRouter& router, const StatementDesk& desk, const FaultSwitch& faults);

} // namespace spanglass::practice
