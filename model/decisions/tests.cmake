# Every pure decision against a written oracle, in every combination of its inputs.
xvm_test(model_decisions_test
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/enforcement_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/findings_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/health_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/may_act_blind_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/oracle_table_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/reconcile_judgement_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/settling_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/start_judgement_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/start_rules_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/stop_budget_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/stop_intent_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/stop_judgement_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/stop_rules_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/survey_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/target_check_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/time_plan_test.cpp
  LINKS xvm_model)

xvm_test(model_vocabulary_test
  SOURCES
    ${CMAKE_CURRENT_LIST_DIR}/../vocabulary/claim_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/../vocabulary/enum_text_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/../vocabulary/node_test.cpp
    ${CMAKE_CURRENT_LIST_DIR}/../vocabulary/observation_test.cpp
  LINKS xvm_model)
