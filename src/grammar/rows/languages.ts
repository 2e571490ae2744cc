import type { LanguageTable } from './language-table.ts'

/**
 * The words of each language that a `Language:` row can switch on, as Robot Framework has them. Words stand in the
 * order of SECTIONS and SETTINGS in language-words.ts, an empty one where English serves; deprecated forms follow as
 * `old=new`.
 */
export const LANGUAGES: readonly LanguageTable[] = [
  { code: 'en', name: 'English', sections: '', settings: '', prefixes: 'Given|When|Then|And|But' },
  {
    code: 'cs',
    name: 'Czech',
    sections: 'Nastavení|Proměnné|Testovací případy|Úlohy|Klíčová slova|Komentáře',
    settings:
      'Knihovna|Zdroj|Proměnná|Název|Dokumentace|Metadata|Příprava sady|Ukončení sady|Příprava testu|Příprava úlohy|Ukončení testu|Ukončení úlohy|Šablona testu|Šablona úlohy|Časový limit testu|Časový limit úlohy|Štítky testů|Štítky úloh|Štítky klíčových slov|Příprava|Ukončení|Šablona|Štítky|Časový limit|Argumenty',
    prefixes: 'Pokud|Když|Pak|A|Ale',
  },
  {
    code: 'nl',
    name: 'Dutch',
    sections: 'Instellingen|Variabelen|Testgevallen|Taken|Actiewoorden|Opmerkingen',
    settings:
      'Bibliotheek|Resource|Variabele|Naam|Documentatie|Metadata|Suitevoorbereiding|Suite-afronding|Testvoorbereiding|Taakvoorbereiding|Testafronding|Taakafronding|Testsjabloon|Taaksjabloon|Testtijdslimiet|Taaktijdslimiet|Testlabels|Taaklabels|Actiewoordlabels|Voorbereiding|Afronding|Sjabloon|Labels|Tijdslimiet|Parameters',
    prefixes: 'Stel|Gegeven|Als|Dan|En|Maar',
  },
  {
    code: 'bs',
    name: 'Bosnian',
    sections: 'Postavke|Varijable|Test Cases|Taskovi|Keywords|Komentari',
    settings:
      'Biblioteka|Resursi|Varijable||Dokumentacija|Metadata|Suite Postavke|Suite Teardown|Test Postavke|Task Postavke|Test Teardown|Task Teardown|Test Template|Task Template|Test Timeout|Task Timeout|Test Tagovi|Task Tagovi|Keyword Tagovi|Postavke|Teardown|Template|Tagovi|Timeout|Argumenti',
    prefixes: 'Uslovno|Kada|Tada|I|Ali',
  },
  {
    code: 'fi',
    name: 'Finnish',
    sections: 'Asetukset|Muuttujat|Testit|Tehtävät|Avainsanat|Kommentit',
    settings:
      'Kirjasto|Resurssi|Muuttujat|Nimi|Dokumentaatio|Metatiedot|Setin Alustus|Setin Alasajo|Testin Alustus|Tehtävän Alustus|Testin Alasajo|Tehtävän Alasajo|Testin Malli|Tehtävän Malli|Testin Aikaraja|Tehtävän Aikaraja|Testin Tunnisteet|Tehtävän Tunnisteet|Avainsanan Tunnisteet|Alustus|Alasajo|Malli|Tunnisteet|Aikaraja|Argumentit|Tagit=Tunnisteet|Avainsanan Tagit=Avainsanan Tunnisteet|Testin Tagit=Testin Tunnisteet|Tehtävän Tagit=Tehtävän Tunnisteet',
    prefixes: 'Oletetaan|Kun|Niin|Ja|Mutta',
  },
  {
    code: 'fr',
    name: 'French',
    sections: 'Paramètres|Variables|Cas de test|Tâches|Mots-clés|Commentaires|Unités de test=Cas de test',
    settings:
      "Bibliothèque|Ressource|Variable|Nom|Documentation|Méta-donnée|Mise en place de suite|Démontage de suite|Mise en place de test|Mise en place de tâche|Démontage de test|Démontage de test|Modèle de test|Modèle de tâche|Délai de test|Délai de tâche|Étiquette de test|Étiquette de tâche|Etiquette de mot-clé|Mise en place|Démontage|Modèle|Étiquette|Délai d'attente|Arguments",
    prefixes:
      "Étant donné|Étant donné que|Étant donné qu'|Soit|Sachant que|Sachant qu'|Sachant|Etant donné|Etant donné que|Etant donné qu'|Etant donnée|Etant données|Lorsque|Quand|Lorsqu'|Alors|Donc|Et|Et que|Et qu'|Mais|Mais que|Mais qu'",
  },
  {
    code: 'de',
    name: 'German',
    sections: 'Einstellungen|Variablen|Testfälle|Aufgaben|Schlüsselwörter|Kommentare',
    settings:
      'Bibliothek|Ressource|Variablen|Name|Dokumentation|Metadaten|Suitevorbereitung|Suitenachbereitung|Testvorbereitung|Aufgabenvorbereitung|Testnachbereitung|Aufgabennachbereitung|Testvorlage|Aufgabenvorlage|Testzeitlimit|Aufgabenzeitlimit|Testmarker|Aufgabenmarker|Schlüsselwortmarker|Vorbereitung|Nachbereitung|Vorlage|Marker|Zeitlimit|Argumente',
    prefixes: 'Angenommen|Wenn|Dann|Und|Aber',
  },
  {
    code: 'pt-BR',
    name: 'Brazilian Portuguese',
    sections: 'Configurações|Variáveis|Casos de Teste|Tarefas|Palavras-Chave|Comentários',
    settings:
      'Biblioteca|Recurso|Variável|Nome|Documentação|Metadados|Configuração da Suíte|Finalização de Suíte|Inicialização de Teste|Inicialização de Tarefa|Finalização de Teste|Finalização de Tarefa|Modelo de Teste|Modelo de Tarefa|Tempo Limite de Teste|Tempo Limite de Tarefa|Test Tags|Task Tags|Keyword Tags|Inicialização|Finalização|Modelo|Etiquetas|Tempo Limite|Argumentos',
    prefixes: 'Dado|Quando|Então|E|Mas',
  },
  {
    code: 'pt',
    name: 'Portuguese',
    sections: 'Definições|Variáveis|Casos de Teste|Tarefas|Palavras-Chave|Comentários',
    settings:
      'Biblioteca|Recurso|Variável|Nome|Documentação|Metadados|Inicialização de Suíte|Finalização de Suíte|Inicialização de Teste|Inicialização de Tarefa|Finalização de Teste|Finalização de Tarefa|Modelo de Teste|Modelo de Tarefa|Tempo Limite de Teste|Tempo Limite de Tarefa|Etiquetas de Testes|Etiquetas de Tarefas|Etiquetas de Palavras-Chave|Inicialização|Finalização|Modelo|Etiquetas|Tempo Limite|Argumentos',
    prefixes: 'Dado|Quando|Então|E|Mas',
  },
  {
    code: 'th',
    name: 'Thai',
    sections: 'การตั้งค่า|กำหนดตัวแปร|การทดสอบ|งาน|คำสั่งเพิ่มเติม|คำอธิบาย',
    settings:
      'ชุดคำสั่งที่ใช้|ไฟล์ที่ใช้|ชุดตัวแปร||เอกสาร|รายละเอียดเพิ่มเติม|กำหนดค่าเริ่มต้นของชุดการทดสอบ|คืนค่าของชุดการทดสอบ|กำหนดค่าเริ่มต้นของการทดสอบ|กำหนดค่าเริ่มต้นของงาน|คืนค่าของการทดสอบ|คืนค่าของงาน|โครงสร้างของการทดสอบ|โครงสร้างของงาน|เวลารอของการทดสอบ|เวลารอของงาน|กลุ่มของการทดสอบ|กลุ่มของงาน|กลุ่มของคำสั่งเพิ่มเติม|กำหนดค่าเริ่มต้น|คืนค่า|โครงสร้าง|กลุ่ม|หมดเวลา|ค่าที่ส่งเข้ามา',
    prefixes: 'กำหนดให้|เมื่อ|ดังนั้น|และ|แต่',
  },
  {
    code: 'pl',
    name: 'Polish',
    sections: 'Ustawienia|Zmienne|Przypadki Testowe|Zadania|Słowa Kluczowe|Komentarze',
    settings:
      'Biblioteka|Zasób|Zmienne|Nazwa|Dokumentacja|Metadane|Inicjalizacja Zestawu|Ukończenie Zestawu|Inicjalizacja Testu|Inicjalizacja Zadania|Ukończenie Testu|Ukończenie Zadania|Szablon Testu|Szablon Zadania|Limit Czasowy Testu|Limit Czasowy Zadania|Znaczniki Testu|Znaczniki Zadania|Znaczniki Słowa Kluczowego|Inicjalizacja|Ukończenie|Szablon|Znaczniki|Limit Czasowy|Argumenty',
    prefixes: 'Zakładając|Zakładając, że|Mając|Jeżeli|Jeśli|Gdy|Kiedy|Wtedy|Oraz|I|Ale',
  },
  {
    code: 'uk',
    name: 'Ukrainian',
    sections: 'Налаштування|Змінні|Тест-кейси|Завдань|Ключових слова|Коментарів',
    settings:
      'Бібліотека|Ресурс|Змінна||Документація|Метадані|Налаштування Suite|Розбірка Suite|Налаштування тесту|Налаштування завдання|Розбирання тестy|Розбір завдання|Тестовий шаблон|Шаблон завдання|Час тестування|Час очікування завдання|Тестові теги|Теги завдань|Теги ключових слів|Встановлення|Cпростовувати пункт за пунктом|Шаблон|Теги|Час вийшов|Аргументи',
    prefixes: 'Дано|Коли|Тоді|Та|Але',
  },
  {
    code: 'es',
    name: 'Spanish',
    sections: 'Configuraciones|Variables|Casos de prueba|Tareas|Palabras clave|Comentarios',
    settings:
      'Biblioteca|Recursos|Variable|Nombre|Documentación|Metadatos|Configuración de la Suite|Desmontaje de la Suite|Configuración de prueba|Configuración de tarea|Desmontaje de la prueba|Desmontaje de tareas|Plantilla de prueba|Plantilla de tareas|Tiempo de espera de la prueba|Tiempo de espera de las tareas|Etiquetas de la prueba|Etiquetas de las tareas|Etiquetas de palabras clave|Configuración|Desmontaje|Plantilla|Etiquetas|Tiempo agotado|Argumentos',
    prefixes: 'Dado|Cuando|Entonces|Y|Pero',
  },
  {
    code: 'ru',
    name: 'Russian',
    sections: 'Настройки|Переменные|Заголовки тестов|Задача|Ключевые слова|Комментарии',
    settings:
      'Библиотека|Ресурс|Переменные||Документация|Метаданные|Инициализация комплекта тестов|Завершение комплекта тестов|Инициализация теста|Инициализация задания|Завершение теста|Завершение задания|Шаблон теста|Шаблон задания|Лимит выполнения теста|Лимит задания|Теги тестов|Метки заданий|Метки ключевых слов|Инициализация|Завершение|Шаблон|Метки|Лимит|Аргументы',
    prefixes: 'Дано|Когда|Тогда|И|Но',
  },
  {
    code: 'zh-CN',
    name: 'Chinese Simplified',
    sections: '设置|变量|用例|任务|关键字|备注',
    settings:
      '程序库|资源文件|变量文件||说明|元数据|用例集启程|用例集终程|用例启程|任务启程|用例终程|任务终程|用例模板|任务模板|用例超时|任务超时|用例标签|任务标签|关键字标签|启程|终程|模板|标签|超时|参数',
    prefixes: '假定|当|那么|并且|但是',
  },
  {
    code: 'zh-TW',
    name: 'Chinese Traditional',
    sections: '設置|變量|案例|任務|關鍵字|備註',
    settings:
      '函式庫|資源文件|變量文件||說明|元數據|測試套啟程|測試套終程|測試啟程|任務啟程|測試終程|任務終程|測試模板|任務模板|測試逾時|任務逾時|測試標籤|任務標籤|關鍵字標籤|啟程|終程|模板|標籤|逾時|参数',
    prefixes: '假定|當|那麼|並且|但是',
  },
  {
    code: 'tr',
    name: 'Turkish',
    sections: 'Ayarlar|Değişkenler|Test Durumları|Görevler|Anahtar Kelimeler|Yorumlar',
    settings:
      'Kütüphane|Kaynak|Değişkenler||Dokümantasyon|Üstveri|Takım Kurulumu|Takım Bitişi|Test Kurulumu|Görev Kurulumu|Test Bitişi|Görev Bitişi|Test Taslağı|Görev Taslağı|Test Zaman Aşımı|Görev Zaman Aşımı|Test Etiketleri|Görev Etiketleri|Anahtar Kelime Etiketleri|Kurulum|Bitiş|Taslak|Etiketler|Zaman Aşımı|Argümanlar',
    prefixes: 'Diyelim ki|Eğer ki|O zaman|Ve|Ancak',
  },
  {
    code: 'sv',
    name: 'Swedish',
    sections: 'Inställningar|Variabler|Testfall|Taskar|Nyckelord|Kommentarer',
    settings:
      'Bibliotek|Resurs|Variabel|Namn|Dokumentation|Metadata|Svit konfigurering|Svit nedrivning|Test konfigurering|Task konfigurering|Test nedrivning|Task nedrivning|Test mall|Task mall|Test timeout|Task timeout|Test taggar|Arbetsuppgift taggar|Nyckelord taggar|Konfigurering|Nedrivning|Mall|Taggar|Timeout|Argument',
    prefixes: 'Givet|När|Då|Och|Men',
  },
  {
    code: 'bg',
    name: 'Bulgarian',
    sections: 'Настройки|Променливи|Тестови случаи|Задачи|Ключови думи|Коментари',
    settings:
      'Библиотека|Ресурс|Променлива||Документация|Метаданни|Първоначални настройки на комплекта|Приключване на комплекта|Първоначални настройки на тестове|Първоначални настройки на задачи|Приключване на тестове|Приключване на задачи|Шаблон за тестове|Шаблон за задачи|Таймаут за тестове|Таймаут за задачи|Етикети за тестове|Етикети за задачи|Етикети за ключови думи|Първоначални настройки|Приключване|Шаблон|Етикети|Таймаут|Аргументи',
    prefixes: 'В случай че|Когато|Тогава|И|Но',
  },
  {
    code: 'ro',
    name: 'Romanian',
    sections: 'Setari|Variabile|Cazuri De Test|Sarcini|Cuvinte Cheie|Comentarii',
    settings:
      'Librarie|Resursa|Variabila|Nume|Documentatie|Metadate|Configurare De Suita|Configurare De Intrerupere|Setare De Test|Configuarare activitate|Inrerupere De Test|Intrerupere activitate|Sablon De Test|Sablon de activitate|Timp Expirare Test|Timp de expirare activitate|Taguri De Test|Etichete activitate|Etichete metode|Setare|Intrerupere|Sablon|Etichete|Expirare|Argumente',
    prefixes: 'Fie ca|Cand|Atunci|Si|Dar',
  },
  {
    code: 'it',
    name: 'Italian',
    sections: 'Impostazioni|Variabili|Casi Di Test|Attività|Parole Chiave|Commenti',
    settings:
      'Libreria|Risorsa|Variabile|Nome|Documentazione|Metadati|Configurazione Suite|Distruzione Suite|Configurazione Test|Configurazione Attività|Distruzione Test|Distruzione Attività|Modello Test|Modello Attività|Timeout Test|Timeout Attività|Tag Del Test|Tag Attività|Tag Parola Chiave|Configurazione|Distruzione|Template|Tag|Timeout|Parametri',
    prefixes: 'Dato|Quando|Allora|E|Ma',
  },
  {
    code: 'hi',
    name: 'Hindi',
    sections: 'स्थापना|चर|नियत कार्य प्रवेशिका|कार्य प्रवेशिका|कुंजीशब्द|टिप्पणी',
    settings:
      'कोड़ प्रतिबिंब संग्रह|संसाधन|चर||प्रलेखन|अधि-आंकड़ा|जांच की शुरुवात|परीक्षण कार्य अंत|परीक्षण कार्य प्रारंभ|परीक्षण कार्य प्रारंभ|परीक्षण कार्य अंत|परीक्षण कार्य अंत|परीक्षण ढांचा|परीक्षण ढांचा|परीक्षण कार्य समय समाप्त|कार्य समयबाह्य|जाँचका उपनाम|कार्यका उपनाम|कुंजीशब्द का उपनाम|व्यवस्थापना|विमोचन|साँचा|निशान|समय समाप्त|प्राचल',
    prefixes: 'दिया हुआ|जब|तब|और|परंतु',
  },
  {
    code: 'vi',
    name: 'Vietnamese',
    sections: 'Cài Đặt|Các biến số|Các kịch bản kiểm thử|Các nghiệm vụ|Các từ khóa|Các chú thích',
    settings:
      'Thư viện|Tài nguyên|Biến số|Tên|Tài liệu hướng dẫn|Dữ liệu tham chiếu|Tiền thiết lập bộ kịch bản kiểm thử|Hậu thiết lập bộ kịch bản kiểm thử|Tiền thiết lập kịch bản kiểm thử|Tiền thiểt lập nhiệm vụ|Hậu thiết lập kịch bản kiểm thử|Hậu thiết lập nhiệm vụ|Mẫu kịch bản kiểm thử|Mẫu nhiễm vụ|Thời gian chờ kịch bản kiểm thử|Thời gian chờ nhiệm vụ|Các nhãn kịch bản kiểm thử|Các nhãn nhiệm vụ|Các từ khóa nhãn|Tiền thiết lập|Hậu thiết lập|Mẫu|Các thẻ|Thời gian chờ|Các đối số',
    prefixes: 'Đã cho|Khi|Thì|Và|Nhưng',
  },
  {
    code: 'ja',
    name: 'Japanese',
    sections: '設定|変数|テスト ケース|タスク|キーワード|コメント',
    settings:
      'ライブラリ|リソース|変数|名前|ドキュメント|メタデータ|スイート セットアップ|スイート ティアダウン|テスト セットアップ|タスク セットアップ|テスト ティアダウン|タスク ティアダウン|テスト テンプレート|タスク テンプレート|テスト タイムアウト|タスク タイムアウト|テスト タグ|タスク タグ|キーワード タグ|セットアップ|ティアダウン|テンプレート|タグ|タイムアウト|引数',
    prefixes:
      '仮定|指定|前提条件|条件|次の場合|もし|実行条件|アクション|その時|動作|および|及び|かつ|且つ|ならびに|並びに|そして|それから|ただし|但し',
  },
  {
    code: 'ko',
    name: 'Korean',
    sections: '설정|변수|테스트 사례|작업|키워드|의견',
    settings:
      '라이브러리|자료|변수|이름|문서|메타데이터|스위트 설정|스위트 중단|테스트 설정|작업 설정|테스트 중단|작업 중단|테스트 템플릿|작업 템플릿|테스트 시간 초과|작업 시간 초과|테스트 태그|작업 태그|키워드 태그|설정|중단|템플릿|태그|시간 초과|주장',
    prefixes: '주어진|때|보다|그리고|하지만',
  },
  {
    code: 'ar',
    name: 'Arabic',
    sections: 'الإعدادات|المتغيرات|وضعيات الاختبار|المهام|الأوامر|التعليقات',
    settings:
      'المكتبة|المورد|المتغيرات|الاسم|التوثيق|البيانات الوصفية|إعداد المجموعة|تفكيك المجموعة|تهيئة الاختبار|تهيئة المهمة|تفكيك الاختبار|تفكيك المهمة|قالب الاختبار|قالب المهمة|مهلة الاختبار|مهلة المهمة|علامات الاختبار|علامات المهمة|علامات الأوامر|إعداد|تفكيك|قالب|العلامات|المهلة الزمنية|المعطيات',
    prefixes: 'بافتراض|عندما|لما|إذن|عندها|و|لكن',
  },
]
