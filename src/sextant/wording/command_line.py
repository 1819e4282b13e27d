"""What the command line says, in both languages. It loads nothing but sayings, so that help is quick."""

from __future__ import annotations

import os

from sextant.wording.every_saying import EVERY_SAYING

ENGLISH = "en"
CHINESE = "zh-Hant"

_SAYINGS: dict[str, tuple[str, str]] = {
    "about": (
        "Sextant: the open registry, accounting and comparison engine for international carbon cooperation.",
        "Sextant：國際碳合作之開放式登記簿、核算與比較引擎。",
    ),
    "json": (
        "Print JSON for programs, and nothing else, on standard output.",
        "只在標準輸出印出供程式讀取的 JSON。",
    ),
    "database": (
        "Database URL: sqlite:///folder/file.sqlite3 or postgresql://user@host/name.",
        "資料庫網址：sqlite:///folder/file.sqlite3 或 postgresql://user@host/name。",
    ),
    "import": ("Import published reports of other registries.", "匯入其他登記簿公布之報表。"),
    "import_cdm_registry": (
        "Import the CDM Registry's reports of issuances and cancellations (CSV, plain or gzip).",
        "匯入 CDM 登記簿之核發與取消報表（CSV，可為 gzip）。",
    ),
    "import_cdm_projects": (
        "Import the CDM registration list, so that units have activities with names.",
        "匯入 CDM 註冊清單，使單位有名稱可循之活動。",
    ),
    "issuances_file": ("Report of issuances.", "核發報表。"),
    "cancellations_file": ("Report of cancellations.", "取消報表。"),
    "projects_file": ("Registration list.", "註冊清單。"),
    "holdings": (
        "Show what was issued, cancelled and remains, as of the end of a legal day.",
        "顯示截至某一法律日終了時之核發、取消與剩餘數量。",
    ),
    "as_of": (
        "Legal day, to its end (YYYY-MM-DD); today where it is left out.",
        "法律日，計至當日終了（YYYY-MM-DD）；省略則為今日。",
    ),
    "known_at": (
        "Only what had been recorded by this instant (YYYY-MM-DDTHH:MM, UTC).",
        "僅計入此時刻前已記錄者（YYYY-MM-DDTHH:MM，UTC）。",
    ),
    "by": (
        "Group by, separated by commas: mechanism, party, unit_type, cp, vintage, activity, issued_year.",
        "分組依據，以逗號分隔：mechanism, party, unit_type, cp, vintage, activity, issued_year。",
    ),
    "trace": ("Show what became of one serial number.", "顯示某一序號之來龍去脈。"),
    "serial": ("A serial as printed, such as GH-123456.", "印出之序號，如 GH-123456。"),
    "verify": (
        "Replay the journals of the ledger and of the cases and check every law; exits 1 where one is broken.",
        "重播帳本與案件之日誌並檢查每一條法則；有違反者以 1 結束。",
    ),
    "reconcile": ("Compare two publications of the same facts.", "比對同一事實之兩份公布資料。"),
    "reconcile_cdm": (
        "Compare the registry's report of issuances with the published issuance list: only what differs.",
        "比對登記簿核發報表與公布之核發清單：僅列出差異。",
    ),
    "registry_file": ("The CDM Registry's report of issuances.", "CDM 登記簿之核發報表。"),
    "list_file": ("The published list of issuances.", "公布之核發清單。"),
    "demo": (
        "Fill a registry with a synthetic world, and with the CDM Registry where its reports are there; serve it.",
        "以模擬資料建立登記簿；若備有 CDM 登記簿報表則一併匯入，並提供網頁。",
    ),
    "reset": ("Start over: remove the demo registry first.", "重新開始：先移除示範登記簿。"),
    "no_serve": ("Fill the registry and stop; do not serve it.", "僅建立登記簿，不提供網頁。"),
    "port": ("Port on 127.0.0.1.", "127.0.0.1 上之連接埠。"),
    "serve": ("Serve the registry's pages on this machine.", "於本機提供登記簿網頁。"),
    "data_folder": (
        "Folder with the CDM Registry's reports (issuances.csv.gz, cancellations.csv.gz).",
        "含 CDM 登記簿報表（issuances.csv.gz、cancellations.csv.gz）之資料夾。",
    ),
    "migrate": (
        "Create or update the tables of a registry and put its guards back.",
        "建立或更新登記簿之資料表，並重新設置防護。",
    ),
    "no_registry": (
        "There is no registry at {database}; make one with `sextant import`, or with `sextant demo` ({demo}).",
        "{database} 尚無登記簿；請執行 `sextant import`，或 `sextant demo`（建於 {demo}）。",
    ),
    "no_registry_but_demo": (
        "There is no registry at {database}; make one with `sextant import`, or see the demo's with --database {demo}.",
        "{database} 尚無登記簿；請執行 `sextant import`，或以 --database {demo} 查閱示範登記簿。",
    ),
    "driver_missing": (
        "PostgreSQL needs the package psycopg, which is not installed here; install it, or use a sqlite:/// database.",
        "使用 PostgreSQL 須有套件 psycopg，而此處尚未安裝；請安裝，或改用 sqlite:/// 資料庫。",
    ),
    "version": ("Show the version and exit.", "顯示版本。"),
    "command_unknown_near": (
        "There is no command {name!r}; did you mean `{near}`? See `{command} --help`.",
        "沒有指令 {name!r}；是否為 `{near}`？請見 `{command} --help`。",
    ),
    "port_impossible": (
        "There is no port {port}; choose one from 1 to 65535 with --port.",
        "沒有連接埠 {port}；請以 --port 指定 1 至 65535 之一。",
    ),
    "port_not_permitted": (
        "Port {port} on 127.0.0.1 is not permitted to this user; choose another with --port.",
        "此使用者不得使用 127.0.0.1 之連接埠 {port}；請以 --port 另選。",
    ),
    "range_not_serial": (
        "{found!r} is a range; name one serial of it, such as {first}.",
        "{found!r} 為序號區段；請指定其中一個序號，例如 {first}。",
    ),
    "trace_now": ("Now: {state}, {account}.", "目前：{state}，{account}。"),
    "finding": ("1 finding:", "1 項發現："),
    "database_unreachable": ("The database cannot be used: {reason}.", "資料庫無法使用：{reason}。"),
    "registry_busy": (
        "Others keep changing the registry; nothing is lost, give the same command again.",
        "登記簿持續由他人變更；資料未遺失，請重新執行同一指令。",
    ),
    "argument_missing": ("{name} is missing; see `{command} --help`.", "缺少 {name}；請見 `{command} --help`。"),
    "option_unknown": (
        "There is no option {name}; see `{command} --help`.",
        "沒有選項 {name}；請見 `{command} --help`。",
    ),
    "command_unknown": (
        "There is no command {name!r}; see `{command} --help`.",
        "沒有指令 {name!r}；請見 `{command} --help`。",
    ),
    "usage_wrong": (
        "Wrong usage: {reason}; see `{command} --help`.",
        "用法有誤：{reason}；請見 `{command} --help`。",
    ),
    "not_a_date": (
        "{found!r} is not a day; expected YYYY-MM-DD, such as 2023-11-30.",
        "{found!r} 不是日期；應為 YYYY-MM-DD，如 2023-11-30。",
    ),
    "not_an_instant": (
        "{found!r} is not an instant; expected YYYY-MM-DDTHH:MM in UTC, such as 2023-11-30T12:00.",
        "{found!r} 不是時刻；應為 UTC 之 YYYY-MM-DDTHH:MM，如 2023-11-30T12:00。",
    ),
    "unknown_group": (
        "{found!r} is nothing to group by; expected one or more of {expected}.",
        "無法依 {found!r} 分組；應為下列一項或多項：{expected}。",
    ),
    "not_a_serial": (
        "{found!r} is not a serial number; expected a prefix and a number, such as GH-123456.",
        "{found!r} 不是序號；應為前綴加數字，如 GH-123456。",
    ),
    "serial_not_issued": (
        "No registry known here has issued {found}.",
        "此處所知之登記簿均未核發 {found}。",
    ),
    "nothing_broken": (
        "Every law holds: {entries} entries, {legs} legs, {blocks} blocks, {units} units, {subjects} journals of cases"
        " with {acts} acts checked in {seconds} s.",
        "所有法則均成立：於 {seconds} 秒內檢查 {entries} 筆分錄、{legs} 條明細、{blocks} 個序號區段、{units} 個單位、"
        "{subjects} 本案件日誌與其中 {acts} 項行為。",
    ),
    "findings": ("{count} findings:", "{count} 項發現："),
    "imported": (
        "{report}: {accepted} accepted, {already_known} already known, {rejected} not taken.",
        "{report}：接受 {accepted} 列，已知 {already_known} 列，未採用 {rejected} 列。",
    ),
    "row": ("{file}, row {row}: {message} [{code}]", "{file} 第{row}列：{message} [{code}]"),
    "units_now": (
        "Issued {issued}, cancelled {cancelled}, remaining {remaining} in {blocks} blocks.",
        "已核發 {issued}，已取消 {cancelled}，剩餘 {remaining}，共 {blocks} 個區段。",
    ),
    "no_difference": ("The two publications agree.", "兩份公布資料一致。"),
    "look_here": (
        "Sextant is at {address} (Ctrl-C stops it; RESET=1 make demo starts over).",
        "Sextant 位於 {address}（按 Ctrl-C 停止；RESET=1 make demo 重新開始）。",
    ),
    "cdm_from": (
        "The CDM Registry's reports are read from {folder}.",
        "CDM 登記簿報表讀自 {folder}。",
    ),
    "cdm_found": (
        "The CDM Registry's reports were found beside the project and are read from {folder}.",
        "於 Sextant 資料夾旁找到 CDM 登記簿報表，讀自 {folder}。",
    ),
    "cdm_absent": (
        "The CDM Registry's reports are not at hand; name their folder with --cdm-registry to have them in the demo.",
        "未備有 CDM 登記簿報表；可用 --cdm-registry 指定其資料夾以納入示範。",
    ),
    "demo_ready": (
        "The demo registry is ready in {seconds} s: {activities} activities, {units} units, some of them synthetic.",
        "示範登記簿已於 {seconds} 秒內就緒：{activities} 項活動，{units} 個單位，其中含模擬資料。",
    ),
    "serving": (
        "Sextant is at {address} (Ctrl-C stops it).",
        "Sextant 位於 {address}（按 Ctrl-C 停止）。",
    ),
    "not_a_demo": (
        "{database} holds a registry that is not the demo's; the demo leaves it alone. Name another with --database.",
        "{database} 存有非示範之登記簿，示範不予更動；請以 --database 另行指定。",
    ),
    "reset_needs_sqlite": (
        "{database} cannot be started over from here; drop and create it with PostgreSQL's own commands.",
        "無法由此重建 {database}；請以 PostgreSQL 之指令刪除後重建。",
    ),
    "migrated": ("Tables and guards are in place at {database}.", "{database} 之資料表與防護均已就緒。"),
    "rebuild": (
        "Make again, from the journal, where every unit stands; the journal is not touched.",
        "依日誌重建各單位之所在；日誌不予更動。",
    ),
    "rebuilt": ("{blocks} blocks stand after the journal was replayed.", "重播日誌後共有 {blocks} 個序號區段。"),
    "repair": (
        "Do what follows from the journals of cases and is not there: units in the ledger, and lists.",
        "補行案件日誌所生而尚缺者：帳本中之單位，以及清單。",
    ),
    "repair_finished": (
        "{subject}: the ledger has now followed the step {step} (act {act}, entry {entry}).",
        "{subject}：帳本已補辦步驟 {step}（行為 {act}，分錄 {entry}）。",
    ),
    "repair_outstanding": (
        "{subject}: the ledger still does not follow the step {step} (act {act}): {message} [{code}]",
        "{subject}：帳本仍未能辦理步驟 {step}（行為 {act}）：{message} [{code}]",
    ),
    "repair_unreadable": (
        "The journal of {subject} cannot be replayed, so nothing was done for it; `sextant verify` says why.",
        "{subject} 之日誌無法重播，故未予補行；`sextant verify` 說明原因。",
    ),
    "repaired": (
        "{subjects} journals of cases read; {finished} acts followed now, {left} still outstanding.",
        "已讀取 {subjects} 本案件日誌；補辦 {finished} 項行為，尚有 {left} 項待辦。",
    ),
    "total": ("total", "合計"),
    "of_which_synthetic": ("of which synthetic", "其中模擬"),
    "port_taken": (
        "Port {port} on 127.0.0.1 is taken by another program; choose another with --port.",
        "127.0.0.1 之連接埠 {port} 已被其他程式占用；請以 --port 另選。",
    ),
    "projects_imported": (
        "{accepted} activities recorded ({changed} new or changed), {rejected} rows not taken.",
        "已記錄 {accepted} 項活動（新增或變更 {changed} 項），{rejected} 列未採用。",
    ),
    "rules": ("Read the rules: every value with its date and its source.", "查閱規則：每一數值均附日期與出處。"),
    "rules_show": ("Show what a rule says on a day, and which text says so.", "顯示某日之規則內容及其出處。"),
    "rules_list": ("List the rules with their values on a day.", "列出規則及其於某日之數值。"),
    "rules_check": (
        "Check a folder of rules; exits 1 where something in it does not load.",
        "檢查規則資料夾；有內容無法載入者以 1 結束。",
    ),
    "rules_path": (
        "Path of a rule, such as article_6_4.review_window_days.",
        "規則路徑，如 article_6_4.review_window_days。",
    ),
    "rules_on": (
        "Day on which the rule is read (YYYY-MM-DD); today where it is left out.",
        "查閱規則之日（YYYY-MM-DD）；省略則為今日。",
    ),
    "rules_mechanism": ("Only the rules of this mechanism.", "僅限此機制之規則。"),
    "rules_folder": (
        "Folder of rulebooks, or of one rulebook (with mechanism.yaml).",
        "規則資料夾，可含多個機制，或單一機制（含 mechanism.yaml）。",
    ),
    "rules_from": ("In force from {on}: {source}.", "自 {on} 起適用：{source}。"),
    "rules_unverified": (
        "Not verified against the official text.",
        "尚未與官方文件核對。",
    ),
    "rules_own_choice": (
        "Sextant's own choice: the texts are silent.",
        "Sextant 自訂：官方文件未規定。",
    ),
    "rules_before_first": (
        "{path} has no value on {on}; its first is from {first}.",
        "{path} 於 {on} 尚無數值；最早自 {first} 起。",
    ),
    "rules_repealed": (
        "{path} has no value on {on}; it ended on {first} ({source}).",
        "{path} 於 {on} 無數值；已於 {first} 終止（{source}）。",
    ),
    "rules_unknown": (
        "There is no rule {path!r}; see `sextant rules list`.",
        "沒有規則 {path!r}；請見 `sextant rules list`。",
    ),
    "rules_unknown_near": (
        "There is no rule {path!r}; the nearest is {near}.",
        "沒有規則 {path!r}；最接近者為 {near}。",
    ),
    "rules_no_mechanism": (
        "There is no mechanism {found!r}; expected one of {expected}.",
        "沒有機制 {found!r}；應為下列之一：{expected}。",
    ),
    "rules_no_folder": ("There is no folder {folder}.", "沒有資料夾 {folder}。"),
    "rules_no_mechanism_file": (
        "{folder} holds no rulebook: a rulebook is a folder with a mechanism.yaml.",
        "{folder} 不含規則書：規則書為含有 mechanism.yaml 之資料夾。",
    ),
    "rules_unreadable": ("{folder} cannot be read: {reason}.", "{folder} 無法讀取：{reason}。"),
    "run": (
        "Carry a scenario through every step, as the right roles; exits 1 where something came otherwise than it says.",
        "依各角色逐步執行情境；結果與情境所載不符者以 1 結束。",
    ),
    "scenario_file": ("Scenario, such as scenarios/pacm_solar.yaml.", "情境檔，例如 scenarios/pacm_solar.yaml。"),
    "run_attempts": (
        "Try every step wrongly instead: as others, out of order, too late, without each document.",
        "改為以各種錯誤方式嘗試每一步驟：由他人、未依順序、逾期、缺文件。",
    ),
    "scenario_absent": ("There is no scenario {file}.", "沒有情境 {file}。"),
    "scenario_unreadable": ("{file} cannot be run: {reason}.", "{file} 無法執行：{reason}。"),
    "run_attempts_otherwise": (
        "Step {step} does not go as it is written ({code}), so nothing was tried. "
        "Run the scenario without --attempts; it tells what was refused and why.",
        "步驟 {step} 未如所寫進行（{code}），故未作任何嘗試。請不加 --attempts 執行情境，其會說明何者遭拒及原因。",
    ),
    "run_not_as_expected": ("{steps} steps, not all as expected.", "{steps} 個步驟，並非均如預期。"),
    "run_taken": ("Permitted.", "准予辦理。"),
    "run_attempts_done": (
        "{refused} attempts refused, {taken} permitted; otherwise than the rules want: {wrong}.",
        "{refused} 次嘗試遭拒絕，{taken} 次准許；與規則不符者：{wrong}。",
    ),
    "rules_broken": (
        "The rules of this installation do not load: {reason}.",
        "此安裝之規則無法載入：{reason}。",
    ),
    "rules_link_to_above": (
        "{link}: the link leads back to a folder in which it lies; remove it.",
        "{link}：此連結指回其所在之資料夾；請移除。",
    ),
    "aef": ("Agreed electronic formats: check and write them.", "議定電子格式：檢查與編製。"),
    "aef_check": (
        "Check workbooks of any Parties, years and versions together by the 53 rules; exits 1 where an error is found.",
        "以 53 條規則一併檢查各締約方、年度與版本之活頁簿；發現錯誤者以 1 結束。",
    ),
    "aef_write": (
        "Write a workbook from a canonical JSON file; exits 1 where the workbook does not pass the rules.",
        "依標準 JSON 檔編製活頁簿；未通過規則者以 1 結束。",
    ),
    "aef_files": ("Workbooks (.xlsx), in any dialect.", "活頁簿（.xlsx），不限格式。"),
    "aef_reports": (
        "JSON file with initial reports, structured summary and inventory; may be given several times.",
        "載有初始報告、結構化摘要與盤查清冊之 JSON 檔；可重複指定。",
    ),
    "aef_from": ("Canonical JSON file with what the Party reports.", "載有締約方報告內容之標準 JSON 檔。"),
    "aef_out": ("Workbook to write.", "擬編製之活頁簿。"),
    "aef_profile": (
        "Profile: nomenclature-2026-02, secretariat-checker-2025 or cadtrust-v2.",
        "格式：nomenclature-2026-02、secretariat-checker-2025 或 cadtrust-v2。",
    ),
    "aef_on_file": (
        "Workbook already on file, of an earlier year or another Party, to check against; may be given several times.",
        "已存檔之活頁簿（先前年度或其他締約方），供一併檢查；可重複指定。",
    ),
    "aef_party": ("Party that the file must be of (alpha-3).", "檔案應屬之締約方（三字母代碼）。"),
    "aef_year": ("Reported year that the file must be of.", "檔案應屬之報告年度。"),
    "aef_profile_unknown": (
        "There is no profile {found!r} to write; expected one of {expected}.",
        "沒有可編製之格式 {found!r}；應為下列之一：{expected}。",
    ),
    "aef_other_report": (
        "{file} reports about {found}, and {asked} was asked for.",
        "{file} 所報為 {found}，而非所要求之 {asked}。",
    ),
    "aef_not_written": ("{file} cannot be written: {reason}.", "無法寫入 {file}：{reason}。"),
    "aef_written": ("{file} is written.", "已編製 {file}。"),
    "aef_file": (
        "{file}: {party} {year}, version {version}, {profile}, {standing}",
        "{file}：{party} {year} 年，第{version}版，{profile}，{standing}",
    ),
    "aef_rows": ("{files} (rows {rows})", "{files}（第{rows}列）"),
    "aef_current": ("on file", "已存檔"),
    "aef_duplicate": ("a duplicate, left out", "重複，不列入"),
    "aef_obsolete": ("obsolete, left out", "已過時，不列入"),
    "aef_superseded": ("superseded, left out", "已被取代，不列入"),
    "aef_unnamed": ("Party or year cannot be read, left out", "締約方或年度無法辨識，不列入"),
    "aef_fail": ("fails", "未通過"),
    "aef_unverifiable": ("unverifiable", "無法查證"),
    "rules_findings": ("{count} findings.", "{count} 項發現。"),
    "rules_finding": ("1 finding.", "1 項發現。"),
    "rules_sound": (
        "The rules load: nothing is missing, and every value has its source.",
        "規則可載入：無缺漏，且每一數值均有出處。",
    ),
}


def language() -> str:
    """Return the language of the command line: SEXTANT_LANGUAGE, else that of the terminal, else English."""
    chosen = os.environ.get("SEXTANT_LANGUAGE") or os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    plain = chosen.replace("_", "-").lower()
    return CHINESE if plain.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")) else ENGLISH


def say(key: str, /, **facts: object) -> str:
    """Return a saying in the language of the command line."""
    english, chinese = next(each[key] for each in (_SAYINGS, *EVERY_SAYING) if key in each)
    text = chinese if language() == CHINESE else english
    return text.format(**facts) if facts else text
