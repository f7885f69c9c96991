# xvm-scenarios writes the list in scenarios/README.md; scenarios_test performs
# all files and proves the page current.
xvm_room(ci_scenarios SOURCES ${CMAKE_CURRENT_LIST_DIR}/scenarios/catalogue.cpp
  ${CMAKE_CURRENT_LIST_DIR}/scenarios/spoiling.cpp
  LINKS xvm_sim_scenario)
xvm_program(xvm-scenarios SOURCES ${CMAKE_CURRENT_LIST_DIR}/scenarios/xvm_scenarios.cpp
  LINKS xvm_ci_scenarios)
xvm_test(scenarios_test SOURCES ${CMAKE_CURRENT_LIST_DIR}/scenarios_test.cpp
  LINKS xvm_ci_scenarios xvm_sim_replay)
if(XVM_SANITIZE)
  target_compile_definitions(scenarios_test PRIVATE XVM_SANITIZED)
endif()
target_compile_definitions(scenarios_test PRIVATE XVM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
