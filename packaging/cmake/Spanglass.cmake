# The house rules of the build: one flags target, one function a room, one a test.

option(SPANGLASS_WERROR "Treat warnings as errors (continuous integration does)" OFF)
option(SPANGLASS_FUZZ "Build the libFuzzer targets (needs clang 19)" OFF)
set(SPANGLASS_SANITIZE "" CACHE STRING "Value for -fsanitize=, empty for none")

set(CMAKE_CXX_STANDARD 23)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM)
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CCACHE_PROGRAM}")
endif()

find_package(Qt6 6.4 REQUIRED COMPONENTS Core Concurrent Network Gui Widgets Svg Test)
find_package(Threads REQUIRED)
find_package(Protobuf REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(ZLIB REQUIRED)
find_package(DuckDB REQUIRED)
find_package(Qt6Keychain REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(Curl REQUIRED IMPORTED_TARGET libcurl>=7.85)
pkg_check_modules(Grpc REQUIRED IMPORTED_TARGET grpc++)
pkg_check_modules(Zstd REQUIRED IMPORTED_TARGET libzstd)
pkg_check_modules(Xxhash REQUIRED IMPORTED_TARGET libxxhash)
pkg_check_modules(Yaml REQUIRED IMPORTED_TARGET yaml-0.1)

add_library(spanglass_flags INTERFACE)
target_compile_options(spanglass_flags INTERFACE
  $<$<CXX_COMPILER_ID:GNU,Clang,AppleClang>:-Wall;-Wextra;-Wpedantic;-Wshadow;-Wconversion;-Wno-sign-conversion;-Wnon-virtual-dtor;-Woverloaded-virtual>
  # When it optimises, GCC 12 takes a moved-from std::optional for uninitialised, and literal + std::string for an overlap.
  $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized;-Wno-restrict>
  $<$<CXX_COMPILER_ID:MSVC>:/W4;/permissive-;/utf-8>)
if(SPANGLASS_WERROR)
  target_compile_options(spanglass_flags INTERFACE $<IF:$<CXX_COMPILER_ID:MSVC>,/WX,-Werror>)
endif()
target_compile_definitions(spanglass_flags INTERFACE
  QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_NARROWING_CONVERSIONS_IN_CONNECT
  QT_NO_URL_CAST_FROM_STRING QT_USE_QSTRINGBUILDER SPANGLASS_VERSION="${PROJECT_VERSION}")
if(SPANGLASS_FUZZ)
  # Without this the fuzzer is blind to everything but the target's own file.
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()
if(SPANGLASS_SANITIZE)
  add_compile_options(-fsanitize=${SPANGLASS_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${SPANGLASS_SANITIZE})
  if(SPANGLASS_SANITIZE MATCHES "undefined")
    # Qt and protobuf are not built with run-time type checks for our vptr; everything else must stop the run.
    add_compile_options(-fno-sanitize=vptr -fno-sanitize-recover=undefined)
  endif()
endif()

# Objects that every program takes in.
set(SPANGLASS_PROGRAM_OBJECTS "")
if(SPANGLASS_SANITIZE MATCHES "thread")
  add_library(spanglass_tsan OBJECT "${PROJECT_SOURCE_DIR}/tests/support/QtForTsan.cpp")
  target_link_libraries(spanglass_tsan PRIVATE spanglass_flags Qt6::Core)
  set(SPANGLASS_PROGRAM_OBJECTS $<TARGET_OBJECTS:spanglass_tsan>)
endif()

# spanglass_room(NAME SOURCES ... [PUBLIC libs...] [PRIVATE libs...])
# One static library per room, target spanglass_NAME. Sources are listed by hand.
function(spanglass_room name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;PUBLIC;PRIVATE")
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES)
    message(FATAL_ERROR "spanglass_room(${name}): bad arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  add_library(spanglass_${name} STATIC ${arg_SOURCES})
  target_include_directories(spanglass_${name} PUBLIC "${PROJECT_SOURCE_DIR}")
  target_link_libraries(spanglass_${name} PUBLIC ${arg_PUBLIC} PRIVATE spanglass_flags ${arg_PRIVATE})
endfunction()

# spanglass_test(NAME SOURCES ... [LIBS libs...] [LABELS ...] [TIMEOUT s])
# A Qt Test program, run by CTest without a display, in UTC and the C locale.
function(spanglass_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT" "SOURCES;LIBS;LABELS")
  if(arg_UNPARSED_ARGUMENTS OR NOT arg_SOURCES)
    message(FATAL_ERROR "spanglass_test(${name}): bad arguments ${arg_UNPARSED_ARGUMENTS}")
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 120)
  endif()
  if(SPANGLASS_SANITIZE)
    math(EXPR arg_TIMEOUT "3 * ${arg_TIMEOUT}")
  endif()
  add_executable(${name} ${arg_SOURCES} ${SPANGLASS_PROGRAM_OBJECTS})
  target_link_libraries(${name} PRIVATE spanglass_flags ${arg_LIBS} Qt6::Test)
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${arg_TIMEOUT} LABELS "${arg_LABELS}"
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;TZ=UTC;LC_ALL=C.UTF-8;HOME=${CMAKE_BINARY_DIR}/test-home;XDG_CONFIG_HOME=${CMAKE_BINARY_DIR}/test-home/.config;XDG_DATA_HOME=${CMAKE_BINARY_DIR}/test-home/.local/share")
endfunction()

# spanglass_bench(NAME SOURCES ... [LIBS libs...]): prints figures; never part of the test run.
function(spanglass_bench name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE spanglass_flags ${arg_LIBS})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
endfunction()

# spanglass_fuzz(NAME SOURCES ... [LIBS libs...]): a libFuzzer program, built only with SPANGLASS_FUZZ.
function(spanglass_fuzz name)
  if(NOT SPANGLASS_FUZZ)
    return()
  endif()
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;LIBS")
  add_executable(${name} ${arg_SOURCES})
  target_link_libraries(${name} PRIVATE spanglass_flags ${arg_LIBS})
  target_include_directories(${name} PRIVATE "${PROJECT_SOURCE_DIR}")
  target_compile_options(${name} PRIVATE -fsanitize=fuzzer)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
endfunction()
