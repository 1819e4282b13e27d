"""What is said of a file that is no report, and of a database URL that names none: one sentence, both languages."""

from __future__ import annotations

from sextant.storage.database.url import DatabaseUrlError
from sextant.storage.report_files import UnreadableReport
from sextant.wording.command_line import CHINESE

SENTENCES: dict[str, tuple[str, str]] = {
    "missing": (
        "{file} does not exist; give the path of a report.",
        "{file} 不存在；請指定報表之路徑。",
    ),
    "folder": (
        "{file} is a folder; {expected_text}.",
        "{file} 是資料夾；{expected_text}。",
    ),
    "not_permitted": (
        "{file} may not be read by this user; change its permissions.",
        "目前使用者無權讀取 {file}；請變更其權限。",
    ),
    "not_readable": (
        "{file} cannot be read: {reason}.",
        "無法讀取 {file}：{reason}。",
    ),
    "empty": (
        "{file} is empty; expected a header and rows.",
        "{file} 是空檔；應有標題列與資料列。",
    ),
    "gzip_of_nothing": (
        "{file} is a gzip file with nothing in it; expected a header and rows.",
        "{file} 是內容為空之 gzip 檔；應有標題列與資料列。",
    ),
    "gzip_inside_gzip": (
        "{file} is a gzip file inside a gzip file; unpack it once.",
        "{file} 是 gzip 檔中之 gzip 檔；請先解壓縮一次。",
    ),
    "gzip_cut_short": (
        "{file} is a gzip file that ends too early; fetch it again.",
        "{file} 是不完整之 gzip 檔；請重新取得。",
    ),
    "gzip_damaged": (
        "{file} is a damaged gzip file ({reason}); fetch it again.",
        "{file} 是損壞之 gzip 檔（{reason}）；請重新取得。",
    ),
    "too_large": (
        "{file} is larger than {limit:,} bytes when unpacked; no report is expected to be.",
        "{file} 解壓縮後超過 {limit:,} 位元組；報表不應如此之大。",
    ),
    "foreign": (
        "{file} is {kind}; {expected_text}.",
        "{file} 是{kind}；{expected_text}。",
    ),
    "blank": (
        "{file} holds nothing but blank lines; expected a header and rows.",
        "{file} 只有空白列；應有標題列與資料列。",
    ),
    "zero_byte": (
        "{file} is no text: it has a zero byte in line {line}; {expected_text}.",
        "{file} 不是文字：第 {line} 行含零位元組；{expected_text}。",
    ),
    "not_utf_8": (
        "{file} is not in UTF-8: byte {found} in line {line}; save it as UTF-8.",
        "{file} 並非 UTF-8 編碼：第 {line} 行含位元組 {found}；請另存為 UTF-8。",
    ),
    "header_damaged": (
        "{file} has a header with unpaired quotation marks; expected column names.",
        "{file} 之標題列引號未成對；應為欄位名稱。",
    ),
    "header_missing": (
        "{file} holds no header; expected the columns {expected}.",
        "{file} 沒有標題列；應有欄位 {expected}。",
    ),
    "column_twice": (
        "{file} has the column {column} twice; expected each column once.",
        "{file} 之欄位 {column} 出現兩次；每一欄位應只有一次。",
    ),
    "separator_not_comma": (
        "{file} is separated by {found}; expected commas.",
        "{file} 以{found}分隔；應以逗號分隔。",
    ),
    "column_missing": (
        "{file} lacks the column {missing}; found {found}.",
        "{file} 缺少欄位 {missing}；現有 {found}。",
    ),
    "columns_missing": (
        "{file} lacks the columns {missing}; found {found}.",
        "{file} 缺少欄位 {missing}；現有 {found}。",
    ),
}

EXPECTED = (
    "expected comma-separated text in UTF-8, plain or packed with gzip",
    "應為 UTF-8 編碼之逗號分隔文字，可以 gzip 壓縮",
)

KINDS: dict[str, tuple[str, str]] = {
    "zip_archive": ("a zip archive, such as an Excel workbook (.xlsx)", " zip 壓縮檔，例如 Excel 活頁簿（.xlsx）"),
    "empty_zip_archive": ("an empty zip archive", "內容為空之 zip 壓縮檔"),
    "old_office_file": (
        "an old Excel workbook (.xls) or another Office file",
        "舊版 Excel 活頁簿（.xls）或其他 Office 檔案",
    ),
    "pdf": ("a PDF document", " PDF 文件"),
    "parquet": ("a Parquet file", " Parquet 檔"),
    "sqlite": ("an SQLite database", " SQLite 資料庫"),
    "bzip2": ("a bzip2 archive", " bzip2 壓縮檔"),
    "xz": ("an xz archive", " xz 壓縮檔"),
    "zstandard": ("a Zstandard archive", " Zstandard 壓縮檔"),
    "seven_zip": ("a 7-Zip archive", " 7-Zip 壓縮檔"),
    "picture": ("a picture", "圖片"),
    "rich_text": ("a rich-text document", " RTF 文件"),
    "utf_32": ("text in UTF-32", " UTF-32 編碼之文字"),
    "utf_16": ("text in UTF-16", " UTF-16 編碼之文字"),
    "web_page": ("a web page (HTML)", "網頁（HTML）"),
    "xml": ("an XML file", " XML 檔"),
}

SEPARATORS: dict[str, tuple[str, str]] = {
    "semicolons": ("semicolons", "分號"),
    "tabs": ("tabs", "定位字元"),
    "vertical_bars": ("vertical bars", "直線符號"),
}

DATABASE_URLS: dict[str, tuple[str, str]] = {
    "url_names_no_file": (
        "{found!r} names no file; expected sqlite:///folder/file.sqlite3.",
        "{found!r} 未指明檔案；應為 sqlite:///folder/file.sqlite3。",
    ),
    "url_names_no_database": (
        "{found!r} names no database; expected postgresql://user@host:port/name.",
        "{found!r} 未指明資料庫；應為 postgresql://user@host:port/name。",
    ),
    "url_malformed": (
        "{found!r} cannot be read as a database URL; expected postgresql://user@host:port/name.",
        "{found!r} 無法解讀為資料庫網址；應為 postgresql://user@host:port/name。",
    ),
    "isolation_not_served": (
        "Isolation {found!r} is not served; expected read_committed or serializable.",
        "不支援隔離層級 {found!r}；應為 read_committed 或 serializable。",
    ),
    "not_a_database_url": (
        "{found!r} is not a database URL; expected sqlite:///folder/file.sqlite3 or postgresql://user@host/name.",
        "{found!r} 不是資料庫網址；應為 sqlite:///folder/file.sqlite3 或 postgresql://user@host/name。",
    ),
}


def unreadable_sentence(error: UnreadableReport, language: str) -> str:
    """Return why a file is no report."""
    chinese = language == CHINESE
    facts = dict(error.about)
    if error.code == "foreign":
        facts["kind"] = KINDS[str(facts["kind"])][chinese]
    if error.code == "separator_not_comma":
        facts["found"] = SEPARATORS[str(facts["found"])][chinese]
    return SENTENCES[error.code][chinese].format(expected_text=EXPECTED[chinese], **facts)


def database_url_sentence(error: DatabaseUrlError, language: str) -> str:
    """Return why a database URL names no database."""
    return DATABASE_URLS[error.code][language == CHINESE].format(found=error.found)
