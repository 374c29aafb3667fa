# DuckDB's C library and header: a system copy first, else the pinned copy that packaging/duckdb.sh keeps
# under SPANGLASS_DEPS (default: the user's cache folder). Gives the target DuckDB::DuckDB.
if(DEFINED ENV{SPANGLASS_DEPS})
  set(_deps "$ENV{SPANGLASS_DEPS}")
elseif(DEFINED ENV{XDG_CACHE_HOME})
  set(_deps "$ENV{XDG_CACHE_HOME}/spanglass")
elseif(DEFINED ENV{LOCALAPPDATA})
  set(_deps "$ENV{LOCALAPPDATA}/spanglass")
else()
  set(_deps "$ENV{HOME}/.cache/spanglass")
endif()
file(READ "${CMAKE_CURRENT_LIST_DIR}/../duckdb.version" _pin)
string(REGEX MATCH "^[0-9.]+" _version "${_pin}")

find_path(DuckDB_INCLUDE_DIR duckdb.h HINTS "${_deps}/duckdb-${_version}")
find_library(DuckDB_LIBRARY NAMES duckdb libduckdb HINTS "${_deps}/duckdb-${_version}")

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(DuckDB REQUIRED_VARS DuckDB_LIBRARY DuckDB_INCLUDE_DIR
  REASON_FAILURE_MESSAGE "run packaging/duckdb.sh once, or install DuckDB 1.4 or newer")

if(DuckDB_FOUND AND NOT TARGET DuckDB::DuckDB)
  add_library(DuckDB::DuckDB UNKNOWN IMPORTED)
  set_target_properties(DuckDB::DuckDB PROPERTIES
    IMPORTED_LOCATION "${DuckDB_LIBRARY}" INTERFACE_INCLUDE_DIRECTORIES "${DuckDB_INCLUDE_DIR}")
endif()
