# xvm-scenarios writes the list in scenarios/README.md; scenarios_test proves the page current.
xvm_room(ci_scenarios SOURCES ${CMAKE_CURRENT_LIST_DIR}/scenarios/catalogue.cpp
  LINKS xvm_sim_scenario)
xvm_program(xvm-scenarios SOURCES ${CMAKE_CURRENT_LIST_DIR}/scenarios/xvm_scenarios.cpp
  LINKS xvm_ci_scenarios)
xvm_test(scenarios_test SOURCES ${CMAKE_CURRENT_LIST_DIR}/scenarios_test.cpp
  LINKS xvm_ci_scenarios)
target_compile_definitions(scenarios_test PRIVATE XVM_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
