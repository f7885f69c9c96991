# A room is a library with its tests beside the code:
#   xvm_room(model SOURCES a.cpp b.cpp LINKS fmt::fmt)       -> library xvm_model
#   xvm_test(model_claim_test SOURCES claim_test.cpp LINKS xvm_model)
function(xvm_room name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_library(xvm_${name} STATIC ${ARG_SOURCES})
  target_link_libraries(xvm_${name} PUBLIC xvm_build ${ARG_LINKS})
endfunction()

# The headers of the test framework cost every test file of the sanitizers' build the same three
# seconds: compiled once. Not with g++ 12, which takes precompiled system headers for ours and then
# warns about them; so a test that forgets to include them is found there.
if(CMAKE_CXX_COMPILER_ID MATCHES Clang)
  file(WRITE ${CMAKE_BINARY_DIR}/test_headers.cpp "")
  add_library(xvm_test_headers OBJECT ${CMAKE_BINARY_DIR}/test_headers.cpp)
  target_link_libraries(xvm_test_headers PUBLIC xvm_build GTest::gtest GTest::gmock)
  target_precompile_headers(xvm_test_headers PRIVATE <gmock/gmock.h> <gtest/gtest.h>)
endif()

function(xvm_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE xvm_build ${ARG_LINKS} GTest::gtest GTest::gmock
                                        GTest::gtest_main)
  if(TARGET xvm_test_headers)
    target_precompile_headers(${name} REUSE_FROM xvm_test_headers)
  endif()
  if(NOT XVM_SANITIZE)
    # Nobody debugs a test of the optimised build, and line tables cost it a fifth of its time.
    target_compile_options(${name} PRIVATE -g0)
  endif()
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  gtest_discover_tests(${name} PROPERTIES TIMEOUT 300 DISCOVERY_TIMEOUT 60)
endfunction()

function(xvm_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE xvm_build ${ARG_LINKS})
endfunction()
