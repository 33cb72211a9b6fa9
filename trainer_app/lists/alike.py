"""Letters that headings write one for the other: of Arabic, of Amharic those that sound alike, of Chinese."""

_TRADITIONAL = (  # each with the simplified sign
    "備备 傭佣 傳传 僱雇 內内 別别 創创 動动 務务 區区 協协 參参 員员 單单 國国 園园 報报 場场 學学 實实 "
    "專专 導导 層层 師师 帶带 廠厂 廳厅 後后 從从 態态 應应 戶户 擬拟 數数 時时 書书 會会 東东 業业 構构 "
    "樓楼 標标 機机 檢检 歲岁 歷历 準准 濟济 營营 狀状 現现 環环 產产 畢毕 碼码 礎础 稱称 簡简 簽签 級级 "
    "組组 結结 絡络 編编 縣县 總总 績绩 織织 繫系 續续 聯联 職职 與与 華华 處处 號号 計计 訊讯 訓训 訪访 "
    "註注 話话 課课 調调 講讲 證证 識识 負负 責责 資资 車车 辦办 進进 達达 適适 郵邮 鄉乡 銷销 錄录 鎮镇 "
    "長长 門门 開开 間间 際际 電电 項项 額额 類类 館馆 驗验 體体 點点 齡龄 龍龙 "
)
AMHARIC = str.maketrans({
    old: new for olds, news in (
        ("ሠሡሢሣሤሥሦ", "ሰሱሲሳሴስሶ"), ("ፀፁፂፃፄፅፆ", "ጸጹጺጻጼጽጾ"), ("ዐዑዒዓዔዕዖ", "አኡኢኣኤእኦ"), ("ሐሑሒሓሔሕሖ", "ሀሁሂሃሄህሆ"),
        ("ኀኁኂኃኄኅኆ", "ሀሁሂሃሄህሆ"),
    ) for old, new in zip(olds, news, strict=True)
})  # fmt: skip
"""Letters that sound alike, of which every writer of Amharic takes his own: ማኅበር and ማህበር are one word."""
ALIKE = AMHARIC | str.maketrans({
    **dict.fromkeys("أإآٱ", "ا"), "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ک": "ك", "ة": "ه", "ۀ": "ه", "ـ": "",
    **{pair[0]: pair[1] for pair in _TRADITIONAL.split()},
})  # fmt: skip
