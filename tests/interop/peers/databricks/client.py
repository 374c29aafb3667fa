"""What people do in a workspace, done with the official databricks-sdk."""

import base64
import datetime
import os
import sys

import requests
from databricks.sdk import WorkspaceClient
from databricks.sdk.errors import (BadRequest, DatabricksError, InvalidParameterValue, NotFound, PermissionDenied,
                                   ResourceAlreadyExists)
from databricks.sdk.service import apps, catalog, iam, sql, workspace

from checks import check, equal, refused, run_all

URL = os.environ["PRACTICE_URL"]
WAREHOUSE = "a1b2c3d4e5f60001"
STOPPED = "a1b2c3d4e5f60002"
ARROW_ONLY = "a1b2c3d4e5f60003"
TABLE = "main.sdk.readings"
BEN = "ben@practice.example"


def signed_in(person):
    return WorkspaceClient(host=URL, token=os.environ[f"PRACTICE_TOKEN_{person.upper()}"])


ada = signed_in("ada")
ben = signed_in("ben")


def statement(client, text, **options):
    options = {"warehouse_id": WAREHOUSE, "wait_timeout": "30s", **options}
    return client.statement_execution.execute_statement(statement=text, **options)


def rows(client, text, **options):
    answer = statement(client, text, **options)
    assert answer.status.state == sql.StatementState.SUCCEEDED, answer.status
    return answer.result.data_array


def failure(client, text, **options):
    answer = statement(client, text, **options)
    equal(answer.status.state, sql.StatementState.FAILED)
    return answer.status.error


@check
def a_personal_access_token_signs_in():
    equal(ada.current_user.me().user_name, "ada@practice.example")
    equal(ada.config.auth_type, "pat")
    assert ada.get_workspace_id() > 0


@check
def client_credentials_sign_in():
    machine = WorkspaceClient(host=URL, client_id=os.environ["PRACTICE_CLIENT_ID"],
                              client_secret=os.environ["PRACTICE_CLIENT_SECRET"])
    equal(machine.current_user.me().user_name, os.environ["PRACTICE_CLIENT_ID"])
    equal(machine.config.auth_type, "oauth-m2m")


@check
def wrong_credentials_are_refused():
    refused(DatabricksError, lambda: WorkspaceClient(host=URL, token="dapi-nobodys").current_user.me(), "token")
    stranger = WorkspaceClient(host=URL, client_id=os.environ["PRACTICE_CLIENT_ID"], client_secret="wrong")
    refused(Exception, lambda: stranger.current_user.me(), "invalid_client")


@check
def warehouses_are_listed_and_told_one_by_one():
    found = {each.id: each for each in ada.warehouses.list()}
    equal(found[WAREHOUSE].state, sql.State.RUNNING)
    equal(found[STOPPED].state, sql.State.STOPPED)
    equal(ada.warehouses.get(WAREHOUSE).name, found[WAREHOUSE].name)
    equal(found[WAREHOUSE].warehouse_type, sql.EndpointInfoWarehouseType.PRO)
    refused(NotFound, lambda: ada.warehouses.get("0000000000000000"))


@check
def a_stopped_warehouse_starts():
    started = ada.warehouses.start_and_wait(STOPPED, timeout=datetime.timedelta(seconds=60))
    equal(started.state, sql.State.RUNNING)


@check
def use_of_a_warehouse_is_granted():
    given = ada.warehouses.update_permissions(WAREHOUSE, access_control_list=[
        sql.WarehouseAccessControlRequest(group_name="analysts", permission_level=sql.WarehousePermissionLevel.CAN_USE)])
    assert any(each.group_name == "analysts" for each in given.access_control_list)


@check
def a_small_result_comes_inline():
    answer = statement(ada, "SELECT 1 AS a, 'x' AS b, CAST(NULL AS STRING) AS c")
    equal(answer.result.data_array, [["1", "x", None]])
    equal([column.type_name for column in answer.manifest.schema.columns][:2],
          [sql.ColumnInfoTypeName.INT, sql.ColumnInfoTypeName.STRING])
    equal(answer.manifest.total_row_count, 1)


@check
def parameters_are_bound():
    parameters = [sql.StatementParameterListItem(name="n", value="7", type="INT"),
                  sql.StatementParameterListItem(name="t", value="it's"),
                  sql.StatementParameterListItem(name="none", type="STRING")]
    equal(rows(ada, "SELECT :n + 1, :t, :none IS NULL", parameters=parameters), [["8", "it's", "true"]])


@check
def a_long_statement_is_waited_for():
    answer = statement(ada, "SELECT count(*) FROM range(1000)", wait_timeout="0s")
    while answer.status.state in (sql.StatementState.PENDING, sql.StatementState.RUNNING):
        answer = ada.statement_execution.get_statement(answer.statement_id)
    equal(answer.result.data_array, [["1000"]])


@check
def the_query_history_tells_what_a_statement_read():
    answer = statement(ada, "SELECT 1")
    listed = ada.query_history.list(filter_by=sql.QueryFilter(statement_ids=[answer.statement_id]),
                                    include_metrics=True, max_results=1)
    equal([each.query_id for each in listed.res], [answer.statement_id])
    equal(listed.res[0].status, sql.QueryStatus.FINISHED)
    equal(listed.res[0].metrics.rows_produced_count, 1)
    assert listed.res[0].metrics.rows_read_count is not None


@check
def a_statement_is_cancelled():
    answer = statement(ada, "SELECT count(*) FROM range(100000000000)", wait_timeout="0s")
    ada.statement_execution.cancel_execution(answer.statement_id)
    while answer.status.state in (sql.StatementState.PENDING, sql.StatementState.RUNNING):
        answer = ada.statement_execution.get_statement(answer.statement_id)
    equal(answer.status.state, sql.StatementState.CANCELED)


def all_linked_rows(answer):
    """Follows the links, which carry no credential, from chunk to chunk."""
    result, found = answer.result, []
    while True:
        link = result.external_links[0]
        got = requests.get(link.external_link, headers=link.http_headers or {}, timeout=60)
        got.raise_for_status()
        found += got.json()
        if link.next_chunk_index is None:
            return found
        result = ada.statement_execution.get_statement_result_chunk_n(answer.statement_id, link.next_chunk_index)


@check
def a_large_result_comes_by_external_links_in_chunks():
    answer = statement(ada, "SELECT id, repeat('x', 400) FROM range(60000)",
                       disposition=sql.Disposition.EXTERNAL_LINKS, format=sql.Format.JSON_ARRAY)
    assert answer.manifest.total_chunk_count > 1, answer.manifest.total_chunk_count
    found = all_linked_rows(answer)
    equal(len(found), 60000)
    equal(found[-1], ["59999", "x" * 400])


@check
def chunks_are_asked_for_one_by_one():
    answer = statement(ada, "SELECT id, repeat('x', 200) FROM range(60000)")
    assert answer.manifest.total_chunk_count > 1
    found = answer.result.data_array
    chunk = answer.result.next_chunk_index
    while chunk is not None:
        result = ada.statement_execution.get_statement_result_chunk_n(answer.statement_id, chunk)
        found += result.data_array
        chunk = result.next_chunk_index
    equal(len(found), 60000)


@check
def what_is_too_large_for_inline_says_so():
    told = failure(ada, "SELECT repeat('x', 1000) FROM range(60000)")
    assert "EXTERNAL_LINKS" in told.message, told


@check
def a_row_limit_cuts_and_says_so():
    answer = statement(ada, "SELECT * FROM range(100)", row_limit=10)
    equal(len(answer.result.data_array), 10)
    equal(answer.manifest.truncated, True)


@check
def failures_of_statements_are_told_by_class():
    equal(failure(ada, "SELECT * FROM main.default.nowhere").error_code, sql.ServiceErrorCode.BAD_REQUEST)
    assert "[TABLE_OR_VIEW_NOT_FOUND]" in failure(ada, "SELECT * FROM main.default.nowhere").message
    assert "[PARSE_SYNTAX_ERROR]" in failure(ada, "SELEC 1").message
    assert "[UNRESOLVED_COLUMN" in failure(ada, "SELECT nowhere FROM range(1)").message


@check
def a_warehouse_that_answers_in_arrow_only_says_so():
    refused(InvalidParameterValue, lambda: statement(ada, "SELECT 1", warehouse_id=ARROW_ONLY),
            "Inline disposition only supports ARROW_STREAM format")


@check
def catalogs_schemas_and_tables_are_made_and_found():
    assert "main" in [each.name for each in ada.catalogs.list()]
    equal(ada.catalogs.get("main").catalog_type, catalog.CatalogType.MANAGED_CATALOG)
    equal(ada.schemas.create(name="sdk", catalog_name="main", comment="made by the client").full_name, "main.sdk")
    assert "main.sdk" in [each.full_name for each in ada.schemas.list("main")]
    rows(ada, f"CREATE TABLE {TABLE} (tags MAP<STRING, STRING>, body VARIANT, reading BIGINT, "
              "state STRUCT<code: STRING, parts: ARRAY<INT>>) TBLPROPERTIES ('made.by' = 'sdk')")
    table = ada.tables.get(TABLE)
    equal([(each.name, each.type_text) for each in table.columns],
          [("tags", "map<string,string>"), ("body", "variant"), ("reading", "bigint"),
           ("state", "struct<code:string,parts:array<int>>")])
    equal(table.properties["made.by"], "sdk")
    equal(table.table_type, catalog.TableType.MANAGED)
    equal([each.full_name for each in ada.tables.list("main", "sdk")], [TABLE])
    equal(ada.tables.exists(TABLE).table_exists, True)
    equal(ada.tables.exists("main.sdk.other").table_exists, False)
    equal([each.full_name for each in ada.tables.list_summaries("main", schema_name_pattern="sd%")], [TABLE])
    refused(NotFound, lambda: ada.tables.get("main.sdk.other"))


@check
def columns_are_told_by_describe_and_by_information_schema():
    equal([row[:2] for row in rows(ada, f"DESCRIBE TABLE {TABLE}")][2], ["reading", "bigint"])
    equal(rows(ada, "SELECT column_name FROM main.information_schema.columns WHERE table_schema = 'sdk' AND "
                    "table_name = 'readings' ORDER BY ordinal_position"), [["tags"], ["body"], ["reading"], ["state"]])
    equal(rows(ada, "SELECT table_name FROM main.information_schema.tables WHERE table_schema = 'sdk'"), [["readings"]])


@check
def values_of_every_kind_come_back():
    rows(ada, f"INSERT INTO {TABLE} SELECT map('k', 'v'), parse_json('{{\"a\": [1, null]}}'), 9007199254740993, "
              "named_struct('code', 'OK', 'parts', array(1, 2))")
    equal(rows(ada, f"SELECT tags['k'], to_json(body), reading, state.code, to_json(state.parts) FROM {TABLE}"),
          [["v", '{"a":[1,null]}', "9007199254740993", "OK", "[1,2]"]])


def change(principal, add=(), remove=()):
    return ada.grants.update("table", TABLE, changes=[
        catalog.PermissionsChange(principal=principal, add=list(add), remove=list(remove))])


def direct(principal):
    given = ada.grants.get("table", TABLE).privilege_assignments or []
    return {privilege for each in given if each.principal == principal for privilege in each.privileges}


@check
def what_is_not_granted_is_refused():
    assert "INSUFFICIENT_PERMISSIONS" in failure(ben, f"SELECT * FROM {TABLE}").message \
        or "TABLE_OR_VIEW_NOT_FOUND" in failure(ben, f"SELECT * FROM {TABLE}").message
    refused(PermissionDenied, lambda: ben.grants.update("table", TABLE, changes=[
        catalog.PermissionsChange(principal=BEN, add=[catalog.Privilege.SELECT])]))


@check
def grants_made_by_rest_are_enforced():
    for kind, name, privilege in (("catalog", "main", catalog.Privilege.USE_CATALOG),
                                  ("schema", "main.sdk", catalog.Privilege.USE_SCHEMA)):
        ada.grants.update(kind, name, changes=[catalog.PermissionsChange(principal=BEN, add=[privilege])])
    change(BEN, add=[catalog.Privilege.SELECT])
    equal(direct(BEN), {catalog.Privilege.SELECT})
    equal(rows(ben, f"SELECT count(*) FROM {TABLE}"), [["1"]])
    assert "MODIFY" in failure(ben, f"DELETE FROM {TABLE}").message
    change(BEN, remove=[catalog.Privilege.SELECT])
    assert "SELECT" in failure(ben, f"SELECT * FROM {TABLE}").message


@check
def grants_made_by_sql_are_enforced():
    rows(ada, f"GRANT SELECT, MODIFY ON TABLE {TABLE} TO `{BEN}`")
    equal(direct(BEN), {catalog.Privilege.SELECT, catalog.Privilege.MODIFY})
    equal(rows(ben, f"SELECT count(*) FROM {TABLE}"), [["1"]])
    assert [row for row in rows(ada, f"SHOW GRANTS `{BEN}` ON TABLE {TABLE}") if "MODIFY" in row]
    rows(ada, f"REVOKE MODIFY ON TABLE {TABLE} FROM `{BEN}`")
    assert "MODIFY" in failure(ben, f"DELETE FROM {TABLE}").message


@check
def effective_grants_name_where_they_come_from():
    ada.grants.update("schema", "main.sdk", changes=[
        catalog.PermissionsChange(principal="analysts", add=[catalog.Privilege.SELECT])])
    given = ada.grants.get_effective("table", TABLE).privilege_assignments
    inherited = [privilege for each in given if each.principal == "analysts" for privilege in each.privileges]
    equal([(each.privilege, each.inherited_from_name) for each in inherited], [(catalog.Privilege.SELECT, "main.sdk")])


@check
def people_groups_and_permissions_are_told():
    assert BEN in [each.user_name for each in ada.users.list()]
    assert "trace-writers" in [each.display_name for each in ada.groups.list()]
    assert os.environ["PRACTICE_CLIENT_ID"] in [each.application_id for each in ada.service_principals.list()]
    level = iam.AccessControlRequest(group_name="analysts", permission_level=iam.PermissionLevel.CAN_USE)
    ada.permissions.update("warehouses", WAREHOUSE, access_control_list=[level])
    equal(ada.metastores.summary().metastore_id, ada.metastores.current().metastore_id)


@check
def secrets_are_kept_in_scopes():
    ada.secrets.create_scope("spanglass")
    refused(ResourceAlreadyExists, lambda: ada.secrets.create_scope("spanglass"))
    ada.secrets.put_secret("spanglass", "otlp-token", string_value="not-a-real-token")
    assert "spanglass" in [each.name for each in ada.secrets.list_scopes()]
    equal([each.key for each in ada.secrets.list_secrets("spanglass")], ["otlp-token"])
    equal(base64.b64decode(ada.secrets.get_secret("spanglass", "otlp-token").value), b"not-a-real-token")
    ada.secrets.put_secret("spanglass", "otlp-token", bytes_value=base64.b64encode(b"\x00\xff").decode())
    equal(base64.b64decode(ada.secrets.get_secret("spanglass", "otlp-token").value), b"\x00\xff")
    refused(NotFound, lambda: ada.secrets.get_secret("spanglass", "other"))
    refused(NotFound, lambda: ada.secrets.put_secret("nowhere", "key", string_value="x"))


@check
def secrets_are_read_by_those_who_may():
    refused(PermissionDenied, lambda: ben.secrets.get_secret("spanglass", "otlp-token"))
    ada.secrets.put_acl("spanglass", BEN, workspace.AclPermission.READ)
    equal(ada.secrets.get_acl("spanglass", BEN).permission, workspace.AclPermission.READ)
    assert ben.secrets.get_secret("spanglass", "otlp-token").value
    refused(PermissionDenied, lambda: ben.secrets.put_secret("spanglass", "otlp-token", string_value="x"))
    equal({each.principal for each in ada.secrets.list_acls("spanglass")}, {BEN, "ada@practice.example"})
    ada.secrets.delete_acl("spanglass", BEN)
    refused(PermissionDenied, lambda: ben.secrets.get_secret("spanglass", "otlp-token"))
    ada.secrets.delete_secret("spanglass", "otlp-token")
    ada.secrets.delete_scope("spanglass")
    refused(NotFound, lambda: list(ada.secrets.list_secrets("spanglass")))


@check
def an_app_gets_its_service_principal_and_is_deployed():
    app = ada.apps.create_and_wait(apps.App(name="collector", description="takes spans"),
                                   timeout=datetime.timedelta(seconds=60))
    equal(app.compute_status.state, apps.ComputeState.ACTIVE)
    assert app.url and app.service_principal_client_id
    ada.workspace.mkdirs("/Workspace/Users/ada@practice.example/collector")
    done = ada.apps.deploy_and_wait("collector", apps.AppDeployment(
        source_code_path="/Workspace/Users/ada@practice.example/collector"), timeout=datetime.timedelta(seconds=60))
    equal(done.status.state, apps.AppDeploymentState.SUCCEEDED)
    equal(ada.apps.get("collector").app_status.state, apps.ApplicationState.RUNNING)
    rows(ada, f"GRANT SELECT ON TABLE {TABLE} TO `{app.service_principal_client_id}`")
    assert "collector" in [each.name for each in ada.apps.list()]


@check
def an_app_is_given_resources_and_goes():
    resource = apps.AppResource(name="wh", sql_warehouse=apps.AppResourceSqlWarehouse(
        id=WAREHOUSE, permission=apps.AppResourceSqlWarehouseSqlWarehousePermission.CAN_USE))
    changed = ada.apps.update("collector", apps.App(name="collector", resources=[resource]))
    equal([each.name for each in changed.resources], ["wh"])
    equal(ada.apps.stop_and_wait("collector").compute_status.state, apps.ComputeState.STOPPED)
    equal(ada.apps.start_and_wait("collector").compute_status.state, apps.ComputeState.ACTIVE)
    refused(ResourceAlreadyExists, lambda: ada.apps.create(apps.App(name="collector")))
    refused(BadRequest, lambda: ada.apps.create(apps.App(name="Not a name")))
    ada.apps.delete("collector")
    refused(NotFound, lambda: ada.apps.get("collector"))


@check
def what_was_made_goes_again():
    refused(BadRequest, lambda: ada.schemas.delete("main.sdk"))
    ada.schemas.delete("main.sdk", force=True)
    refused(NotFound, lambda: ada.tables.get(TABLE))


sys.exit(run_all())
