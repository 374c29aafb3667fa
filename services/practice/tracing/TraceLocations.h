#pragma once

#include "services/practice/FaultSwitch.h"
#include "services/practice/identity/ObjectAcls.h"
#include "services/practice/sql/Engine.h"
#include "services/practice/sql/Warehouses.h"
#include "services/practice/tracing/Experiments.h"
#include "services/practice/tracing/TracePlace.h"

namespace spanglass::practice {

class ClassicTraces;
class StatementRunner;

/// Where an experiment's traces go: makes the tables and links experiments to them, in both generations
/// (databricks-api.md section 3, C: mlflow databricks_rest_store.py, databricks_tracing.proto).
class TraceLocations {
public:
    struct Parts {
        Experiments& experiments;
        const ObjectAcls& acls;
        Metastore& metastore;
        Engine& engine;
        const Warehouses& warehouses;
        StatementRunner& runner;
        ClassicTraces& classic;
        const FaultSwitch& faults;
        std::chrono::milliseconds lateAnswer;
    };
    TraceLocations(ApiRouter& router, Parts parts);

    /// The place that an experiment is linked to; nothing when it is not.
    static std::optional<TracePlace> placeOf(const ExperimentFact& experiment);
    /// What experiments/get tells as trace_location; null when it is not linked to tables of the second generation.
    nlohmann::json readBack(const ExperimentFact& experiment) const;
    /// For trace_location in experiments/create; an experiment that cannot be linked is taken away again.
    void makeOnCreation(const ApiCall& call, ExperimentFact experiment, const nlohmann::json& location);

private:
    void addFirst(ApiRouter& router);
    void addSecond(ApiRouter& router);
    /// Throws ApiFailure where the newer form is not offered.
    void demandSecond(const ApiCall& call) const;
    ApiReply createFirst(const ApiCall& call);
    ApiReply createSecond(const ApiCall& call);
    ApiReply link(const ApiCall& call);
    ApiReply unlink(const ApiCall& call);
    void checkWarehouse(const ApiCall& call, const nlohmann::json& body, bool required) const;
    void checkPlace(const TracePlace& place) const;
    /// True when it made at least one table; adopts those of the right shape.
    bool makeTables(const ApiCall& call, const TracePlace& place);
    void makeTable(const ApiCall& call, TraceTable table, const TracePlace& place);
    /// With the faults that come after the work is done.
    ApiReply finished(ApiReply reply) const;
    void linkTo(ExperimentFact experiment, const TracePlace& place);
    ExperimentFact demand(const ApiCall& call) const;
    nlohmann::json json(const TracePlace& place, const std::string& id) const;

    Parts m_parts;
};

} // namespace spanglass::practice
