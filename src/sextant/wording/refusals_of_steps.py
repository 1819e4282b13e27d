"""What Sextant says when it refuses a step of a cycle: a sentence a code, in both languages.

Each ends with the paragraph of the step itself (`refusals.fill`). Where names of steps, states and cases stand in
words they bring their own quotation marks (`case_refusals.spoken`), so a Chinese sentence leaves no space for them.
"""

from __future__ import annotations

SENTENCES_OF_STEPS: dict[str, tuple[str, str]] = {
    "subject_unknown": (
        "There is no activity or Party {subject}. Open its first case, or correct the name.",
        "查無活動或締約方 {subject}。請先開啟其首宗案件，或更正名稱。",
    ),
    "subject_beside_unknown": (
        "{subject} has no journal under {cycle}, on which this case depends. Open its first case.",
        "{subject} 尚無{cycle}之日誌，而本案須據以認定。請先開啟其首宗案件。",
    ),
    "subject_already_exists": (
        "{subject} has a first case already. Act in it, or choose another name.",
        "{subject} 已有首宗案件。請於該案件辦理，或改用其他名稱。",
    ),
    "case_unknown": (
        "There is no case {case} at that time. Open it first, or correct the id.",
        "該時點查無案件 {case}。請先開啟案件，或更正識別碼。",
    ),
    "cycle_not_in_force": (
        "No version of {cycle} applies on {found}. The first applies from {expected} on.",
        "{cycle} 於 {found} 並無適用之版本；首個版本自 {expected} 起適用。",
    ),
    "case_already_open": (
        "A case {cycle} is open already, and there may be one at a time. End it before {step}.",
        "已有案件{cycle}進行中，且同時僅得有一宗。請先結束該案件，再辦理{step}。",
    ),
    "step_unknown": (
        "Nobody takes the step {step} in {cycle}: there is none of that name, or it happens by itself.",
        "{cycle}中無人可辦理步驟{step}：查無此名稱，或該步驟自動發生。",
    ),
    "act_before_the_last": (
        "The act is of {found}, before the last act of {expected}. Record acts as they happened.",
        "行為時點為 {found}，早於前一行為之 {expected}。行為須依發生順序記錄。",
    ),
    "step_out_of_order": (
        "The step {step} is taken from {expected}; the case is in {found}.",
        "步驟{step}須於{expected}時辦理；案件現處於{found}。",
    ),
    "role_not_entitled": (
        "This step is for {expected}, not for {found}.",
        "此步驟限由{expected}辦理，{found}不得為之。",
    ),
    "relation_missing": (
        "{actor} has the role, but does not stand to the subject as the step asks: {relation}.",
        "{actor} 具備該角色，但與標的之關係不符本步驟要求：{relation}。",
    ),
    "relation_forbidden": (
        "{actor} may not take the step, because of how it stands to the subject: {relation}.",
        "{actor} 因與標的之關係不得辦理此步驟：{relation}。",
    ),
    "rule_not_in_force": (
        "The step {step} rests on {rule}, which has no value for the dates of this case.",
        "步驟{step}依據{rule}，而該規則於本案件之日期並無數值。",
    ),
    "too_early": (
        "The step {step} may be taken from {expected} on, at {zone}.",
        "步驟{step}自 {zone} 時間 {expected} 起方可辦理。",
    ),
    "too_late": (
        "The last day for the step {step} was {expected}, until 24:00 at {zone}.",
        "步驟{step}之期限至 {zone} 時間 {expected} 24:00 為止。",
    ),
    "document_missing": (
        "The step {step} needs the document “{document}”. File it with the step.",
        "步驟{step}須附「{document}」。請隨步驟提交。",
    ),
    "statement_missing": (
        "The step {step} needs a statement of {name}. Give it with the step.",
        "步驟{step}須載明{name}。請隨步驟提供。",
    ),
    "statement_malformed": (
        "{name} is stated as “{found}”; the step {step} needs a day, written as YYYY-MM-DD.",
        "{name}載為「{found}」；步驟{step}須為日期，格式為 YYYY-MM-DD。",
    ),
    "statement_not_listed": (
        "{name} is stated as “{found}”; the step {step} knows: {expected}.",
        "{name}載為「{found}」；步驟{step}限於：{expected}。",
    ),
    "statement_not_whole": (
        "{name} is stated as “{found}”; the step {step} needs a whole number, 0 or above.",
        "{name}載為「{found}」；步驟{step}須為零或正整數。",
    ),
    "statement_not_yes_or_no": (
        "{name} is stated as “{found}”; the step {step} needs true or false, not a text.",
        "{name}載為「{found}」；步驟{step}須載明是或否（true／false），不得為文字。",
    ),
    "date_too_early": (
        "{name} is {found}; the earliest day allowed is {expected}.",
        "{name}為 {found}；不得早於 {expected}。",
    ),
    "date_too_late": (
        "{name} is {found}; the latest day allowed is {expected}.",
        "{name}為 {found}；不得晚於 {expected}。",
    ),
    "condition_not_met": (
        "The step {step} needs: {need}. Found: {found}; needed: {expected}.",
        "步驟{step}須符合條件：{need}。現況：{found}；要求：{expected}。",
    ),
    "vote_not_carried": (
        "{step} is not carried: {in_favour} of {voting} votes in favour, {present} present. "
        "It needs a share of {share}, and {quorum} present.",
        "{step}未獲通過：{voting} 票中 {in_favour} 票贊成，出席 {present} 人；須達比例 {share} 且出席 {quorum} 人。",
    ),
}
