# A room is a library with its tests beside the code:
#   xvm_room(model SOURCES a.cpp b.cpp LINKS fmt::fmt)       -> library xvm_model
#   xvm_test(model_claim_test SOURCES claim_test.cpp LINKS xvm_model)
function(xvm_room name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_library(xvm_${name} STATIC ${ARG_SOURCES})
  target_link_libraries(xvm_${name} PUBLIC xvm_build ${ARG_LINKS})
endfunction()

function(xvm_test name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE xvm_build ${ARG_LINKS} GTest::gtest GTest::gmock
                                        GTest::gtest_main)
  set_target_properties(${name} PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  gtest_discover_tests(${name} PROPERTIES TIMEOUT 300 DISCOVERY_TIMEOUT 60)
endfunction()

function(xvm_program name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_executable(${name} ${ARG_SOURCES})
  target_link_libraries(${name} PRIVATE xvm_build ${ARG_LINKS})
endfunction()
